/** What a person may know of but not do, or not yet, or not so much at once. */
import type { Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { interruption, wayOn } from './interruption.ts';
import { asWritten, sendAgain, type KeptFields, type SendAgain } from './send-again.ts';

/** 403. `sentence` is the reason in the reader's words, from the policies file of the language. */
export function notAllowedPage(model: { readonly sentence: string; readonly backLink?: string }, page: Page): Html {
  return interruption(page, {
    heading: page.t('errors.notAllowed.heading'),
    sentences: [model.sentence],
    backLink: model.backLink,
  });
}

/** 403 for a form whose token is old; nothing was changed. */
export function oldFormPage(model: Omit<SendAgain, 'label'>, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.oldForm.heading'),
    sentences: [t('errors.oldForm.text')],
    next: sendAgain(page, { ...model, label: t('errors.away.sending.again') }),
  });
}

/** 403 for a form that another site sent. It offers nothing to press: one press would make the words of another the reader's own. */
export function fromElsewherePage(page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.fromElsewhere.heading'),
    sentences: [t('errors.fromElsewhere.text')],
    next: wayOn('/', t('errors.notFound.start')),
  });
}

/** 413. */
export function tooLargePage(model: { readonly backLink?: string }, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.tooLarge.heading'),
    sentences: [t('errors.tooLarge.text')],
    backLink: model.backLink,
  });
}

/** 429. It never says whose limit was reached, or which. */
export function tooManyRequestsPage(page: Page): Html {
  const { t } = page;
  return interruption(page, { heading: t('errors.tooMany.heading'), sentences: [t('errors.tooMany.text')] });
}

/** 422 for a form that no page of its own took back. `problems` are sentences; what was written stands below, to copy. */
export function invalidFormPage(model: { readonly problems: readonly string[]; readonly kept: KeptFields }, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.invalid.heading'),
    sentences: [t('errors.invalid.text'), ...model.problems],
    next: asWritten(model.kept),
  });
}

/** 400 and its kind: what was sent is no form, or none that can be read. */
export function unreadablePage(page: Page): Html {
  const { t } = page;
  return interruption(page, { heading: t('errors.unreadable.heading'), sentences: [t('errors.unreadable.text')] });
}
