/** The three forms with which a service contact answers: files, “nothing held”, and a question. */

import { button } from '../../components/button.ts';
import { fileUpload } from '../../components/file-upload.ts';
import { html, type Hole, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import { summaryList } from '../../components/summary-list.ts';
import { textarea } from '../../components/textarea.ts';
import { fileUploadWords, problem } from '../component-words.ts';
import { contactLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { replyPath } from './reply-address.ts';
import { errorsOf, replyFields, type ReplyForms } from './reply.ts';

export interface FormModel extends ReplyForms {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly byteCount: number;
}

export interface FilesModel extends FormModel {
  readonly files: readonly UploadedFile[];
  /** Files that were not kept just now, each with why. */
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}

export function filesPage(model: FilesModel, page: Page): Html {
  const { t } = page;
  const refusals = model.refused.map(({ name, why }) => ({ text: t(`reply.files.refused.${why}`, { name }), href: '#files' }));
  const body = html`${uploadForm({ action: replyPath.files, fields: replyFields(page, model), refused: refusals, problem: model.problems['files'] }, page)}
${fileList({ files: model.files, removeAt: replyPath.files, fields: replyFields(page, model) }, page)}
<h2 class="govuk-heading-m">${t('reply.files.sendHeading')}</h2><p class="govuk-body">${t('reply.files.sendText')}</p>
<form method="post" action="${replyPath.send}" novalidate>${replyFields(page, model)}${whoField(model, page)}${whereField(model, page)}${button({ text: t('reply.files.send'), preventDoubleClick: true })}</form>`;
  return contactLayout(page, { heading: t('reply.files.heading'), step: t('reply.files.step'), errors: [...refusals, ...errorsOf(model.problems, page)], backLink: replyPath.all, body });
}

interface UploadForm {
  readonly action: string;
  readonly fields: Html;
  readonly refused: readonly { readonly text: string }[];
  readonly problem?: string | undefined;
}

/** The limits stand there before anybody chooses a file. */
export function uploadForm({ action, fields, refused, problem: key }: UploadForm, page: Page): Html {
  const { t } = page;
  const told = [...refused.map(({ text }) => text), ...(key === undefined ? [] : [t(key)])].join(' ');
  const field = fileUpload({
    name: 'files', multiple: true, javascript: true, ...fileUploadWords(t),
    label: { text: t('reply.files.label'), classes: 'govuk-label--m' },
    hint: { text: t('reply.files.hint') },
    ...(told === '' ? {} : { errorMessage: problem(t, told) }),
  });
  return html`<form method="post" action="${action}" enctype="multipart/form-data">${fields}${field}${button({ text: t('reply.files.upload'), classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
}

export function fileList({ files, removeAt, fields }: { readonly files: readonly UploadedFile[]; readonly removeAt: string; readonly fields: Html }, page: Page): Html {
  const { t } = page;
  if (files.length === 0) return html`<p class="govuk-body" role="status">${t('reply.files.empty')}</p>`;
  const remove = ({ id, name }: UploadedFile): Html => html`<form method="post" action="${removeAt}/${id}/remove">${fields}${button({ html: html`${t('reply.files.remove')}<span class="govuk-visually-hidden"> ${name}</span>`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  const rows = files.map((file) => ({ key: { text: file.name }, value: { html: html`<p class="govuk-body">${t('reply.files.ready', { size: sizeWords(file.byteCount, page) })}</p>${remove(file)}` } }));
  return html`<h2 class="govuk-heading-m">${t('reply.files.listed', { count: files.length })}</h2><div role="status">${summaryList({ rows })}</div>`;
}

function sizeWords(byteCount: number, page: Page): string {
  const kilobytes = Math.max(1, Math.round(byteCount / 1024));
  return kilobytes < 1024 ? page.t('reply.files.kilobytes', { size: kilobytes }) : page.t('reply.files.megabytes', { size: (kilobytes / 1024).toFixed(1) });
}

export function nothingPage(model: FormModel, page: Page): Html {
  const { t } = page;
  return formPage(model, page, { name: 'nothing', action: replyPath.nothing, fields: html`<p class="govuk-body">${t('reply.nothing.text')}</p>${whoField(model, page)}${whereField(model, page)}` });
}

export function askPage(model: FormModel, page: Page): Html {
  const { t } = page;
  const question = textarea({ name: 'question', rows: 6, value: model.typed['question'] ?? '', label: { text: t('reply.ask.label') }, hint: { text: t('reply.ask.hint') }, ...fieldProblem(model, page, 'question') });
  return formPage(model, page, { name: 'ask', action: replyPath.ask, fields: question });
}

interface OneForm {
  readonly name: 'nothing' | 'ask';
  readonly action: string;
  readonly fields: Hole;
}

function formPage(model: FormModel, page: Page, { name, action, fields }: OneForm): Html {
  const { t } = page;
  const body = html`<form method="post" action="${action}" novalidate>${replyFields(page, model)}${fields}${button({ text: t(`reply.${name}.send`), preventDoubleClick: true })}</form>`;
  return contactLayout(page, { heading: t(`reply.${name}.heading`), step: t(`reply.${name}.step`), errors: errorsOf(model.problems, page), backLink: replyPath.all, body });
}

type Fields = Pick<FormModel, 'typed' | 'problems'>;

/** The same fields for the contact, who answers, and for an officer, who writes down what they were told. */
interface AskedOf extends Fields {
  /** Where the label and the hint stand in the language files. */
  readonly of?: string;
}

export function whoField({ of = 'reply.who', ...model }: AskedOf, page: Page): Html {
  const autocomplete = of === 'reply.who' ? 'name' : 'off';
  return input({ name: 'saidBy', value: model.typed['saidBy'] ?? '', autocomplete, label: { text: page.t(`${of}.label`) }, hint: { text: page.t(`${of}.hint`) }, ...fieldProblem(model, page, 'saidBy') });
}

export function whereField({ of = 'reply.where', ...model }: AskedOf, page: Page): Html {
  return textarea({ name: 'lookedIn', rows: 3, value: model.typed['lookedIn'] ?? '', label: { text: page.t(`${of}.label`) }, hint: { text: page.t(`${of}.hint`) }, ...fieldProblem(model, page, 'lookedIn') });
}

function fieldProblem({ problems }: Fields, page: Page, name: string): { errorMessage?: { text: string } } {
  const key = problems[name];
  return key === undefined ? {} : { errorMessage: { text: page.t(key) } };
}
