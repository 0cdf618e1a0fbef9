/** Looks again while something is under way, and changes only what changed: focus, open details and place stay. */

const longestMs = 30_000;

interface Parts {
  readonly box: HTMLElement;
  readonly status: HTMLElement;
  readonly toggle: HTMLButtonElement;
}

/** The link that looks again by hand becomes a button that stops and starts. */
function drawToggle(box: HTMLElement): Parts {
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  const toggle = document.createElement('button');
  toggle.type = 'button';
  toggle.className = 'govuk-button govuk-button--secondary';
  box.append(status, toggle);
  return { box, status, toggle };
}

function show({ box, status, toggle }: Parts, isOn: boolean): void {
  status.textContent = (isOn ? box.dataset['isOn'] : box.dataset['isOff']) ?? '';
  toggle.textContent = (isOn ? box.dataset['stop'] : box.dataset['start']) ?? '';
}

/** Regions marked `data-live` by an id of their own are replaced when they differ; a page without any is loaded anew. */
async function lookAgain(): Promise<'going-on' | 'done'> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin', redirect: 'error' });
  if (!answer.ok) return 'going-on';
  const fresh = parse(await answer.text());
  const regions = document.querySelectorAll<HTMLElement>('[data-live][id]');
  if (regions.length === 0 || !fresh.body.dataset['refreshSeconds']) {
    location.reload();
    return 'done';
  }
  for (const region of regions) replaceIfChanged(region, fresh.getElementById(region.id));
  return 'going-on';
}

function replaceIfChanged(region: HTMLElement, fresh: HTMLElement | null): void {
  if (fresh === null || region.isEqualNode(fresh) || region.contains(document.activeElement)) return;
  region.replaceChildren(...Array.from(fresh.childNodes, (node) => document.importNode(node, true)));
}

interface MarkupPolicy {
  createHTML(markup: string): string;
}

interface PolicyMaker {
  createPolicy(name: string, rules: MarkupPolicy): MarkupPolicy;
}

/** Only answers of our own server are read, and a document read like this runs no script. */
const policy: MarkupPolicy = makePolicy();

function makePolicy(): MarkupPolicy {
  const rules: MarkupPolicy = { createHTML: (markup) => markup };
  const maker = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  return maker === undefined ? rules : maker.createPolicy('fairsight-same-page', rules);
}

function parse(markup: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(markup), 'text/html');
}

export function keepUpdated(): void {
  const seconds = Number(document.body.dataset['refreshSeconds'] ?? 0);
  const box = document.querySelector<HTMLElement>('[data-updating]');
  if (!(seconds > 0) || box === null) return;
  const parts = drawToggle(box);
  let isOn = true;
  let waitMs = seconds * 1_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    timer = setTimeout(() => {
      void lookAgain()
        .catch(() => 'going-on' as const)
        .then((state) => {
          waitMs = Math.min(longestMs, waitMs * 1.5);
          if (isOn && state === 'going-on') next();
        });
    }, waitMs);
  };
  parts.toggle.addEventListener('click', () => {
    isOn = !isOn;
    clearTimeout(timer);
    if (isOn) next();
    show(parts, isOn);
  });
  show(parts, isOn);
  next();
}
