/** Starts the scripts of the GOV.UK components that our pages use. */
import {
  Accordion,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from 'govuk-frontend';

/** Their words come with the page, in its language. */
export function stockComponents(): void {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  createAll(ErrorSummary);
  createAll(SkipLink);
  createAll(ServiceNavigation);
  createAll(Button);
  createAll(Radios);
  createAll(Checkboxes);
  createAll(CharacterCount);
  createAll(FileUpload);
  createAll(PasswordInput);
  createAll(NotificationBanner);
  createAll(Accordion);
  createAll(Tabs);
}
