/** The plain pages of the development provider. They say on each page that nobody is really checked here. */

import { html, raw, type Html } from '../../../client/components/html.ts';
import { authenticatorChoices, type AuthenticatorChoice, type Persona } from './personas.ts';

const look = raw(`<style>
  body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #14202b; }
  .notice { border-inline-start: 10px solid #5b6873; padding-inline-start: 1rem; }
  fieldset { border: 0; padding: 0; margin: 2rem 0; }
  legend { font-weight: 700; font-size: 1.3rem; }
  .choice { display: flex; gap: .75rem; align-items: start; padding: .5rem 0; }
  .choice input { width: 1.5rem; height: 1.5rem; flex: none; }
  .about { display: block; color: #4a5661; }
  button { font: inherit; min-height: 44px; padding: .4rem 1rem; margin-inline-end: .75rem; cursor: pointer; }
  :focus-visible { outline: 3px solid #14202b; outline-offset: 2px; background: #fd0; }
</style>`);

function page(title: string, content: Html): Html {
  return html`${raw('<!DOCTYPE html>')}
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}: development provider</title>
  ${look}
</head>
<body>
  <main>
    <h1>${title}</h1>
    <p class="notice">This is a development identity provider. Everyone here is invented, and nobody is checked.</p>
    ${content}
  </main>
</body>
</html>`;
}

export interface ChoosingModel {
  readonly action: string;
  readonly cancelAction: string;
  readonly audience: string;
  readonly personas: readonly Persona[];
  /** The key of the persona who is signed in here already. */
  readonly current: string | null;
  readonly offered: AuthenticatorChoice;
  readonly problem: string | null;
}

export function choosingPage(model: ChoosingModel): Html {
  return page('Choose who to be', html`
    ${model.problem === null ? null : html`<p role="alert"><strong>${model.problem}</strong></p>`}
    <form method="post" action="${model.action}">
      <fieldset>
        <legend>${model.audience}</legend>
        ${model.personas.map((persona) => choice({
          name: 'persona', value: persona.key, label: persona.name, about: describe(persona), isChosen: persona.key === model.current,
        }))}
      </fieldset>
      <fieldset>
        <legend>How do you sign in?</legend>
        ${authenticatorChoices.map((each) => choice({
          name: 'authenticator', value: each.key, label: each.words, about: `acr ${each.acr}`, isChosen: each.key === model.offered.key,
        }))}
      </fieldset>
      <button type="submit">Sign in</button>
      <button type="submit" formaction="${model.cancelAction}">Cancel</button>
    </form>`);
}

function describe(persona: Persona): string {
  return persona.roles.length === 0 ? persona.about : `${persona.about} (${persona.roles.join(', ')})`;
}

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly about: string;
  readonly isChosen: boolean;
}

function choice({ name, value, label, about, isChosen }: Choice): Html {
  const id = `${name}-${value}`;
  return html`<div class="choice">
    <input type="radio" name="${name}" value="${value}" id="${id}" aria-describedby="${id}-about"${isChosen ? raw(' checked') : null}>
    <div><label for="${id}">${label}</label> <span class="about" id="${id}-about">${about}</span></div>
  </div>`;
}

/** `form` is the library's own, with its token against forgery. */
export function signingOutPage(form: string): Html {
  return page('Sign out here too', html`
    ${raw(form)}
    <button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
    <script>document.forms[0].insertAdjacentHTML('beforeend', '<input type="hidden" name="logout" value="yes">'); document.forms[0].submit();</script>`);
}

export function signedOutPage(): Html {
  return page('Signed out', html`<p>You are signed out here.</p>`);
}

/** The words are the library's; the template escapes them. */
export function faultPage(error: string, description: string): Html {
  return page('That did not work', html`<p>${error}: ${description}</p>`);
}
