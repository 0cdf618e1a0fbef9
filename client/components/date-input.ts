/** Three boxes for a day that a person remembers. */
import { besideInputs, fieldGroup, type FieldGroupParams } from './field-group.ts';
import { html, type Html } from './html.ts';
import { input } from './input.ts';
import { attribute, attributes, classes, isPresent, type Absent, type Attributes, type Options } from './params.ts';

export type DatePartParams = Options<{
  id: string;
  name: string;
  label: string;
  value: string | number;
  inputmode: string;
  autocomplete: string;
  pattern: string;
  classes: string;
  error: boolean;
  attributes: Attributes;
}>;

export type DateInputParams = FieldGroupParams &
  Options<{
    namePrefix: string;
    day: DatePartParams | false;
    month: DatePartParams | false;
    year: DatePartParams | false;
    items: readonly (DatePartParams | Absent)[];
    values: Readonly<Record<string, string | number | undefined>>;
    classes: string;
    attributes: Attributes;
  }> & { readonly id: string };

type PartName = 'day' | 'month' | 'year';
type Parts = Readonly<Record<PartName, DatePartParams | false>>;
const partNames: readonly PartName[] = ['day', 'month', 'year'];

function partsOf(params: DateInputParams): Parts {
  const part = (name: PartName, width: number): DatePartParams => ({
    name,
    value: params.values?.[name],
    classes: `govuk-input--width-${width}`,
  });
  return {
    day: params.day ?? part('day', 2),
    month: params.month ?? part('month', 2),
    year: params.year ?? part('year', 4),
  };
}

function partNameOf(item: DatePartParams, parts: Parts): PartName | undefined {
  return partNames.find((name) => {
    const part = parts[name];
    if (item === part || item.name === name) return true;
    return item.name !== undefined && part !== false && item.name === part.name;
  });
}

function hasError(item: DatePartParams | Absent): boolean {
  return isPresent(item) && (item.error === true || (item.classes?.includes('govuk-input--error') ?? false));
}

function classesOf(item: DatePartParams, isMarked: boolean, width: number): string {
  const given = item.classes ?? '';
  return classes(
    isMarked && !given.includes('govuk-input--error') && 'govuk-input--error',
    !given.includes('govuk-input--width-') && `govuk-input--width-${width}`,
    given,
  );
}

interface Part {
  readonly parts: Parts;
  readonly item: DatePartParams;
  readonly isMarked: boolean;
}

function datePart(params: DateInputParams, { parts, item, isMarked }: Part): Html {
  const known = partNameOf(item, parts);
  const name = item.name ?? known ?? '';
  const stock = known === undefined ? false : parts[known];
  const fullName = params.namePrefix ? `${params.namePrefix}-${name}` : name;
  return html`<div class="govuk-date-input__item">${input({
    label: { text: item.label ?? name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(), classes: 'govuk-date-input__label' },
    id: item.id ?? `${params.id}-${name}`,
    classes: classes('govuk-date-input__input', classesOf(item, isMarked, known === 'year' ? 4 : 2)),
    name: fullName,
    value: item.value ?? (stock === false ? undefined : stock.value) ?? params.values?.[fullName],
    type: 'text',
    inputmode: item.inputmode ?? 'numeric',
    autocomplete: item.autocomplete,
    pattern: item.pattern,
    attributes: item.attributes,
  })}</div>`;
}

/** An error marks every box unless one part says that it is the one (`error: true`) or is not (`error: false`). */
export function dateInput(params: DateInputParams): Html {
  const parts = partsOf(params);
  const given = params.items ?? [];
  const items = given.length > 0 ? given : [parts.day, parts.month, parts.year];
  const isOneToBlame = items.some(hasError);
  return fieldGroup(params, { id: params.id, describedBy: params.fieldset?.describedBy, role: 'group' }, () => {
    const drawn = items.filter(isPresent).map((item) => {
      const isBlamed = item.error !== false && params.errorMessage !== undefined && !isOneToBlame;
      return datePart(params, { parts, item, isMarked: hasError(item) || isBlamed });
    });
    return html`
      <div class="${classes('govuk-date-input', params.classes)}"${attributes(params.attributes)}${attribute('id', params.id)}>
        ${besideInputs(params, drawn)}
      </div>
    `;
  });
}
