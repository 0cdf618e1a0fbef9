/** The kind of system that a service contact answers for: opened from a file, reaching nothing, and never searched by a machine. */

import { expect } from 'chai';
import { z } from 'zod';
import { checkSystem, findPerson, summarise } from '../../server/connected-systems/ask-system.ts';
import { manualKind } from '../../server/connected-systems/manual-connector.ts';
import { readConnection } from '../../server/connected-systems/connections/connection.ts';
import { readDescribedSystem } from '../../server/connected-systems/datasets/read-description.ts';
import { asSubject } from '../support/connected-systems.ts';
import { descriptionsFolder } from '../support/described-systems.ts';

describe('a system that a service contact answers for', () => {
  const { description } = readDescribedSystem(descriptionsFolder, 'school-archive');
  const context = { description, tables: null, outgoing: { allowed: [] }, descriptionsFolder };
  const settings = { contact_name: 'M Pascoe', contact_email: 'archive@example.org', escalation_name: 'Head of Education', escalation_email: 'head@example.org' };
  const asked = { signal: new AbortController().signal };
  const ann = asSubject('rhiannon-addo');

  it('is opened from the file that connects it, with its contact and who is asked after them', () => {
    const connection = readConnection(descriptionsFolder, 'school-archive');
    const system = manualKind.open(connection.settings, context);
    expect([connection.connector, system.key]).to.deep.equal(['manual', 'school-archive']);
    expect(system.answeredBy?.email).to.match(/@/);
    expect(system.answeredBy?.escalation.email).to.match(/@/).and.not.to.equal(system.answeredBy?.email);
  });

  for (const missing of Object.keys(settings)) {
    it(`is refused without ${missing}, which is named`, () => {
      expect(() => manualKind.open({ ...settings, [missing]: '' }, context)).to.throw(z.ZodError).with.property('message').that.includes(missing);
    });
  }

  it('is always reachable, because a person always can be asked', async () => {
    expect(await checkSystem(manualKind.open(settings, context), asked)).to.deep.equal({ outcome: 'reachable' });
  });

  it('tells a machine that asks all the same that it cannot search, which is no answer', async () => {
    const system = manualKind.open(settings, context);
    expect(await findPerson(system, ann, asked)).to.deep.equal({ outcome: 'identifier not supported' });
    expect(await summarise(system, ann, asked)).to.deep.equal({ outcome: 'identifier not supported' });
  });

  it('says that it is suspended while it is', async () => {
    const system = manualKind.open(settings, { ...context, suspended: { sinceOn: '2026-11-03' } });
    expect(await checkSystem(system, asked)).to.deep.equal({ outcome: 'suspended', sinceOn: '2026-11-03' });
  });
});
