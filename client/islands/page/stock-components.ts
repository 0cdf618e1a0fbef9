/** Starts the scripts of the GOV.UK components that our pages use. */
import {
  Accordion,
  Button,
  CharacterCount,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from 'govuk-frontend';

/** Their words come with the page, in its language. Radios and checkboxes need none: the style sheet unfolds what
 *  belongs to a chosen one, where the stock script would put `aria-expanded` on a radio, which ARIA does not allow. */
export function stockComponents(): void {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  createAll(ErrorSummary);
  createAll(SkipLink);
  createAll(ServiceNavigation);
  createAll(Button);
  createAll(CharacterCount);
  createAll(FileUpload);
  createAll(PasswordInput);
  createAll(NotificationBanner);
  createAll(Accordion);
  createAll(Tabs);
}
