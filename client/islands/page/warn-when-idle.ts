/** Asks “Do you need more time?” on the page itself, hides what was on screen, and signs out when nobody answers. */

const answerWithinMs = 180_000;

/** Staying is a press, never a movement of the mouse: it posts the form of the dialog in the background. */
async function stay(form: HTMLFormElement): Promise<boolean> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const answer = await fetch(form.action, { method: 'POST', body: fields, credentials: 'same-origin', redirect: 'manual' });
  return answer.ok || answer.type === 'opaqueredirect';
}

export function warnWhenIdle(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-idle-seconds]');
  const form = dialog?.querySelector<HTMLFormElement>('form[data-stay]') ?? null;
  if (dialog === null || form === null) return;
  const warnAfterMs = Number(dialog.dataset['idleSeconds']) * 1_000;
  let loadedAtMs = Date.now();
  let timer: ReturnType<typeof setTimeout>;
  const wait = (): void => {
    timer = setTimeout(look, 1_000);
  };
  // A sleeping computer stops timers but not the session: the clock is asked, not the timer.
  const look = (): void => {
    const idleMs = Date.now() - loadedAtMs;
    if (idleMs > warnAfterMs + answerWithinMs) {
      location.replace('/signed-out');
      return;
    }
    if (idleMs > warnAfterMs && !dialog.open) dialog.showModal();
    wait();
  };
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    stay(form).then(
      (isKept) => {
        if (!isKept) return form.submit();
        loadedAtMs = Date.now();
        dialog.close();
        wait();
      },
      () => form.submit(),
    );
  });
  wait();
}
