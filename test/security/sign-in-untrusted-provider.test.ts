/** A provider that lies about itself, or cannot be reached, before anybody has signed in. */

import { expect } from 'chai';
import { startHostileProvider, subject } from '../support/hostile-provider.ts';
import { Browser, startPortal } from '../support/sign-in-portal.ts';

describe('a provider that cannot be trusted from the start', () => {
  it('is refused when it calls itself by another name', async () => {
    const provider = await startHostileProvider();
    provider.misbehave({ describes: { issuer: 'http://127.0.0.1:1' } });
    const portal = await startPortal({ resident: provider.issuer, staff: provider.issuer });
    const response = await fetch(`${portal.origin}/sign-in/resident`, { method: 'POST', redirect: 'manual' });
    expect(await response.json()).to.deep.equal({ refused: 'provider-unavailable' });
    await Promise.all([portal.close(), provider.close()]);
  });

  it('is a clear refusal when it is away, and works when it is back', async () => {
    const provider = await startHostileProvider();
    provider.misbehave({ describes: { issuer: 'http://127.0.0.1:1' } });
    const portal = await startPortal({ resident: provider.issuer, staff: provider.issuer });
    await fetch(`${portal.origin}/sign-in/resident`, { method: 'POST', redirect: 'manual' });
    provider.misbehave({});
    expect((await new Browser(portal.origin).signIn('resident')).signedIn?.subject).to.equal(subject);
    await Promise.all([portal.close(), provider.close()]);
  });

  it('fails closed when its keys cannot be had', async () => {
    const provider = await startHostileProvider();
    provider.misbehave({ keys: (response) => { response.writeHead(503).end(); } });
    const portal = await startPortal({ resident: provider.issuer, staff: provider.issuer });
    expect(await new Browser(portal.origin).signIn('resident')).to.deep.equal({ refused: 'provider-unavailable' });
    await Promise.all([portal.close(), provider.close()]);
  });
});
