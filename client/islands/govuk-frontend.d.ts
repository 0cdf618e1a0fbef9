/** What we use of govuk-frontend's scripts; the package ships no types. */
declare module 'govuk-frontend' {
  /** A component that finds its elements by `data-module` and reads its words from data attributes. */
  interface StockComponent {
    readonly moduleName: string;
  }
  export const Accordion: StockComponent;
  export const Button: StockComponent;
  export const CharacterCount: StockComponent;
  export const Checkboxes: StockComponent;
  export const ErrorSummary: StockComponent;
  export const FileUpload: StockComponent;
  export const NotificationBanner: StockComponent;
  export const PasswordInput: StockComponent;
  export const Radios: StockComponent;
  export const ServiceNavigation: StockComponent;
  export const SkipLink: StockComponent;
  export const Tabs: StockComponent;
  export function createAll(component: StockComponent): readonly unknown[];
}
