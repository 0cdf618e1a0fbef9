/** The contract of a connector, held against the real system of every kind. */

import { expect } from 'chai';
import { connectorKinds } from '../../server/connected-systems/connections/kinds.ts';
import { describeWith } from '../support/real-servers/real-servers.ts';
import { holdToContract } from './kinds/contract.ts';
import { kindsUnderTest } from './kinds/kinds-under-test.ts';

/** Asks nothing of a machine: a service contact is written to. */
const answeredByPeople = 'manual';

for (const kind of kindsUnderTest) {
  describeWith(kind.servers, `the connector ${kind.name}`, function () {
    this.slow(1_000);
    holdToContract(kind);
  });
}

describe('every kind of connector', () => {
  it('that asks a machine is held to the contract', () => {
    const held = new Set([...kindsUnderTest.map(({ kind }) => kind.kind), answeredByPeople]);
    expect(connectorKinds.map(({ kind }) => kind).filter((kind) => !held.has(kind))).to.deep.equal([]);
  });
});
