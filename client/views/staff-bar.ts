/** The bar at the head of every staff page: where one is, where one can go, and as whom. */
import { csrfField } from '../components/csrf-field.ts';
import { html, type Html } from '../components/html.ts';
import { attribute } from '../components/params.ts';
import type { Area, Page, StaffLink } from './page.ts';

type StaffArea = Exclude<Area, 'resident'>;

const startOf: Readonly<Record<StaffArea, StaffLink>> = {
  officer: { name: 'queue', href: '/officer' },
  councillor: { name: 'guidance', href: '/councillor' },
};

/** The start of the area, or for those who may not enter there the first place that they may. */
export function staffStart(page: Page): StaffLink {
  const usual = startOf[page.area === 'councillor' ? 'councillor' : 'officer'];
  const links = page.staffLinks ?? [usual];
  return links.find(({ href }) => href === usual.href) ?? links[0] ?? usual;
}

function linkOf(page: Page, { name, href }: StaffLink): Html {
  const current = attribute('aria-current', page.path === href && 'page');
  return html`
    <li class="fs-bar__item">
      <a class="fs-bar__link" href="${href}"${current}>${page.t(`layout.staff.links.${name}`)}</a>
    </li>
  `;
}

function signOut(page: Page): Html {
  return html`
    <form method="post" action="/sign-out" class="fs-bar__sign-out">
      ${csrfField(page)}
      <button type="submit" class="fs-bar__button">${page.t('layout.signOut')}</button>
    </form>
  `;
}

function whoAndWhere(page: Page): Html {
  const roles = page.staffRoles.join(', ');
  const environment = page.environmentName !== null && html`<strong class="fs-bar__environment">${page.environmentName}</strong>`;
  const ownRoles = roles !== '' && html`<span class="fs-bar__roles">${page.t('layout.staff.roles', { roles })}</span>`;
  return html`<div class="fs-bar__end">${environment}${ownRoles}${page.isSignedIn && signOut(page)}</div>`;
}

/** Signed out it shows the area alone. */
export function staffBar(page: Page): Html {
  const area: StaffArea = page.area === 'councillor' ? 'councillor' : 'officer';
  const start = staffStart(page);
  const links = page.staffLinks ?? [start];
  const list = page.isSignedIn && html`<ul class="fs-bar__list">${links.map((link) => linkOf(page, link))}</ul>`;
  return html`
    <header class="fs-bar">
      <nav class="fs-bar__nav" aria-label="${page.t('layout.staff.bar')}">
        <a class="fs-bar__area" href="${start.href}">${page.council.name}: ${page.t(`layout.staff.area.${area}`)}</a>
        ${list}
      </nav>
      ${whoAndWhere(page)}
    </header>
  `;
}
