/** A folder of documents that is not as it should be: each fault has its name, and no row leads outside. */

import { expect } from 'chai';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { askSystem, checkSystem, findPerson } from '../../server/connected-systems/ask-system.ts';
import type { Item } from '../../server/connected-systems/connector.ts';
import { folderConnector } from '../../server/connected-systems/folder-connector.ts';
import { childrensSocialCare } from '../support/described-systems.ts';
import { aDocumentsFolder, asNumberedSubject, bytesOf, documentsIndex, shortLimits, type FolderContent } from '../support/connected-systems.ts';

const asked = { signal: new AbortController().signal, limits: { ...shortLimits, maxRecordBytes: 1_000 } };

async function collected(content: FolderContent | { readonly folder: string }): Promise<{ readonly answer: unknown; readonly items: readonly Item[] }> {
  const folder = 'folder' in content ? content.folder : await aDocumentsFolder(content);
  const items: Item[] = [];
  const answer = await askSystem(folderConnector({ description: childrensSocialCare, folder }), asNumberedSubject('rhiannon-addo'), {
    ...asked,
    part: 'everything',
    receive: async (item) => {
      await bytesOf(item);
      items.push(item);
    },
  });
  return { answer, items };
}

describe('a folder of documents that is not as it should be', () => {
  const breaks: readonly (readonly [how: string, reason: string, content: FolderContent])[] = [
    ['names a file that is missing', 'bad-answer', { documents: documentsIndex('CSC-20717,N-1,case-notes,Note,,missing.txt,text/plain,') }],
    ['names a file above it', 'bad-answer', { documents: documentsIndex('CSC-20717,N-1,case-notes,Note,,../../etc/hostname,text/plain,') }],
    ['names a file by an absolute path', 'bad-answer', { documents: documentsIndex('CSC-20717,N-1,case-notes,Note,,/etc/hostname,text/plain,') }],
    ['names a folder as a file', 'bad-answer', { documents: documentsIndex('CSC-20717,N-1,case-notes,Note,,notes,text/plain,') }],
    ['has an index without its columns', 'bad-answer', { documents: 'a,b\r\n1,2\r\n' }],
    ['has an index whose quotes never close', 'bad-answer', { people: `person_number,"${'x'.repeat(400_000)}` }],
    ['has an index that is no CSV', 'bad-answer', { people: '%PDF-1.4 "" "x\r\n' }],
  ];
  for (const [how, reason, content] of breaks) {
    it(`that ${how} is errored: ${reason}`, async () => {
      expect((await collected(content)).answer).to.deep.equal({ outcome: 'errored', reason });
    });
  }

  it('that has a file over the size limit names it, and gives the rest', async () => {
    const documents = `${documentsIndex('CSC-20717,N-1,case-notes,Large,,large.txt,text/plain,')}CSC-20717,N-2,case-notes,Small,,notes/1.txt,text/plain,\r\n`;
    const { answer, items } = await collected({ documents, files: { 'large.txt': 'x'.repeat(1_001), 'notes/1.txt': 'x' } });
    const named = items.map((item) => [item.title, item.kind === 'document' ? item.unreadable : null]);
    expect([answer, named]).to.deep.equal([{ outcome: 'held', itemCount: 2 }, [['Large', 'too-large'], ['Small', undefined]]]);
  });

  it('that has a link to a file outside is errored, and the file is not read', async () => {
    const folder = await aDocumentsFolder({ documents: documentsIndex('CSC-20717,N-1,case-notes,Note,,link.txt,text/plain,') });
    await symlink('/etc/hostname', path.join(folder, 'link.txt'));
    expect(await collected({ folder })).to.deep.equal({ answer: { outcome: 'errored', reason: 'bad-answer' }, items: [] });
  });

  it('that holds many who are alike is read to its end before anybody is judged', async () => {
    const head = 'person_number,given_names,family_name,former_names,date_of_birth,nhs_number,address,postcode';
    const alike = Array.from({ length: 60 }, (_, at) => `CSC-1${String(at).padStart(3, '0')},Rhiannon,Addo,,1999-05-22,,,`);
    const folder = await aDocumentsFolder({ people: [head, ...alike, 'CSC-20717,Rhiannon,Addo,,1999-05-22,9990020728,,', ''].join('\r\n') });
    const answer = await findPerson(folderConnector({ description: childrensSocialCare, folder }), asNumberedSubject('rhiannon-addo'), asked);
    expect(answer).to.have.nested.property('person.reference', 'CSC-20717');
  });

  it('that is not there cannot be connected to', async () => {
    const system = folderConnector({ description: childrensSocialCare, folder: '/nowhere/at/all' });
    expect(await checkSystem(system, asked)).to.deep.equal({ outcome: 'errored', reason: 'cannot-connect' });
  });

  it('keeps a cell that begins with = as the text it is', async () => {
    const { items } = await collected({ documents: documentsIndex('CSC-20717,N-1,case-notes,"=HYPERLINK(""http://example.org"",""open"")",,notes/1.txt,text/plain,') });
    expect(items[0]?.title).to.equal('=HYPERLINK("http://example.org","open")');
  });

  it('leaves a day that is none unsaid', async () => {
    const { items } = await collected({ documents: documentsIndex('CSC-20717,N-1,case-notes,Note,31/02/2004,notes/1.txt,text/plain,') });
    expect(items[0]?.heldOn).to.equal(null);
  });
});
