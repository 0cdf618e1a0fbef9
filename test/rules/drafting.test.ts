/** Drafting the description of a database that nobody here designed. */

import { expect } from 'chai';
import { draftDescription } from '../../server/connected-systems/drafting/draft-description.ts';
import { tablesAround, type ForeignKey, type TableShape } from '../../server/connected-systems/drafting/database-schema.ts';
import { guessIdentity, isKeptByTheProgram, wordsOf } from '../../server/connected-systems/drafting/guess-identity.ts';
import { datasetsOf } from '../../server/connected-systems/datasets/dataset.ts';
import { planWalk } from '../../server/connected-systems/datasets/dataset-graph.ts';

function aTable(name: string, columns: Readonly<Record<string, string>>, foreignKeys: readonly ForeignKey[] = []): TableShape {
  return { schema: 'lib', name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })), primaryKey: ['id'], foreignKeys };
}

const borrower = aTable('borrower', { id: 'int4', surname: 'varchar', forename: 'varchar', dob: 'date', branch: 'int4', update_user: 'varchar' }, [{ column: 'branch', toTable: 'lib.branch', toColumn: 'id' }]);
const branch = aTable('branch', { id: 'int4', name: 'varchar' });
const home = aTable('home', { id: 'int4', borrower_id: 'int4', street: 'varchar', postcode: 'varchar' }, [{ column: 'borrower_id', toTable: 'lib.borrower', toColumn: 'id' }]);
const loan = aTable('loan', { id: 'int4', borrower_id: 'int4', due: 'date', comments: 'text' }, [{ column: 'borrower_id', toTable: 'lib.borrower', toColumn: 'id' }]);
const fine = aTable('fine', { id: 'int4', loan_id: 'int4', pounds: 'numeric' }, [{ column: 'loan_id', toTable: 'lib.loan', toColumn: 'id' }]);
const tables = [branch, borrower, home, loan, fine];
const draft = draftDescription({ system: 'libraries', tables, person: borrower });

describe('the tables around a person', () => {
  it('are those that point at the person, and those that point at these', () => {
    expect(tablesAround(borrower, tables).map(({ table }) => table.name)).to.deep.equal(['borrower', 'home', 'loan', 'fine']);
  });

  it('are found although they point at one another in a ring', () => {
    const ring = [aTable('a', { id: 'int4', b: 'int4' }, [{ column: 'b', toTable: 'lib.b', toColumn: 'id' }]), aTable('b', { id: 'int4', a: 'int4' }, [{ column: 'a', toTable: 'lib.a', toColumn: 'id' }])];
    const [first] = ring;
    if (first === undefined) throw new Error('no table');
    expect(tablesAround(first, ring).map(({ table }) => table.name)).to.deep.equal(['a', 'b']);
  });
});

describe('a drafted description', () => {
  it('leaves to somebody what a person’s rows point at, because others may share it', () => {
    expect(draft.leftOut).to.deep.equal(['lib/branch']);
  });

  it('is a dataset that can be walked from the person to every table of it', () => {
    const { steps, problems } = planWalk(datasetsOf(draft.dataset), new Set(['person_number']));
    expect([steps.map(({ collection }) => collection.name), problems]).to.deep.equal([['borrower', 'home', 'loan', 'fine'], []]);
  });

  it('guesses who a person is and where addresses lie', () => {
    const { fields, person } = draft.sar as { readonly fields: Readonly<Record<string, { readonly who?: string }>>; readonly person: object };
    expect([fields['borrower.surname']?.who, fields['borrower.dob']?.who, fields['borrower.id']?.who, fields['home.postcode']?.who, person]).to.deep.equal([
      'family name', 'date of birth', 'person number', 'postcode', { collection: 'borrower', former_names: [], addresses: ['home'] },
    ]);
  });

  it('shows neither keys nor what the program writes for itself', () => {
    const { fields } = draft.sar as { readonly fields: object };
    expect(Object.keys(fields)).to.not.include.members(['loan.id', 'loan.borrower_id', 'borrower.update_user']);
  });

  it('takes a table with comments for what must be read first', () => {
    const { tables: told } = draft.sar as { readonly tables: Readonly<Record<string, { readonly part: string }>> };
    expect([told['loan']?.part, told['fine']?.part]).to.deep.equal(['notes', 'records']);
  });

  it('leaves empty what only people know', () => {
    expect(draft.sar).to.include({ plain_name: '', why_held: '', lawful_basis: '', retention: '', show_in_my_data: false, sensitivity: 'highly sensitive' });
  });

  it('is refused for a table that does not tell its people apart', () => {
    expect(() => draftDescription({ system: 'x', tables, person: { ...borrower, primaryKey: [] } })).to.throw(RangeError, 'lib.borrower');
  });
});

describe('a column', () => {
  for (const [name, identity] of [['NI_Number', 'national insurance number'], ['dateofbirth', 'date of birth'], ['last_name', 'family name'], ['forenames', 'given name'], ['full_name', 'full name'], ['postal_code', 'postcode'], ['addr_1', 'address line'], ['e_mail', 'e-mail'], ['mobile', 'phone'], ['nominal', null], ['birthplace', null]] as const) {
    it(`called ${name} is taken for ${identity ?? 'nothing of the kind'}`, () => {
      expect(guessIdentity(name)).to.equal(identity);
    });
  }

  for (const [name, isKept] of [['create_uid', true], ['write_date', true], ['updated_at', true], ['date_of_visit', false], ['created_reason', false]] as const) {
    it(`called ${name} is ${isKept ? '' : 'not '}kept by the program for itself`, () => {
      expect(isKeptByTheProgram(name)).to.equal(isKept);
    });
  }

  it('has its name written as words', () => {
    expect(['tenancy_start', 'dueDate', 'NOTE'].map(wordsOf)).to.deep.equal(['Tenancy start', 'Due date', 'Note']);
  });
});
