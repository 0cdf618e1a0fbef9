/** “Exit this page” by its button or by Shift three times: nothing is left to see from the first moment. */

const presses = 3;
const withinMs = 5_000;
const signedOut = '/signed-out';

/** The page empties at once, Back leads to “You are signed out”, and the form does the rest on the server. */
function leave(form: HTMLFormElement): void {
  document.documentElement.classList.add('fs-leaving');
  document.title = '';
  history.replaceState(null, '', signedOut);
  form.submit();
}

/** Says how many presses are left, for a reader who cannot see that anything counts. */
function announcer(): (words: string) => void {
  const region = document.createElement('div');
  region.className = 'govuk-visually-hidden';
  region.setAttribute('role', 'status');
  document.body.append(region);
  return (words) => {
    region.textContent = words;
  };
}

/** A browser that keeps the page for Back must not show it again after leaving. */
function forgetOnReturn(): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted && document.documentElement.classList.contains('fs-leaving')) location.replace(signedOut);
  });
}

export function leaveQuickly(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-exit]');
  if (form === null) return;
  const say = announcer();
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = (): void => {
    count = 0;
    say('');
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    leave(form);
  });
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' || event.repeat) return;
    count += 1;
    clearTimeout(timer);
    if (count >= presses) return leave(form);
    say((count === 1 ? form.dataset['twoMore'] : form.dataset['oneMore']) ?? '');
    timer = setTimeout(forget, withinMs);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift' && count > 0) forget();
  });
  forgetOnReturn();
}
