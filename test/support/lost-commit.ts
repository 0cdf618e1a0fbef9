/** A database whose commits are made and never acknowledged, as when the line breaks at that very moment. */

import type pg from 'pg';
import type { Database } from '../../server/platform/database.ts';

/** Reading is as ever; the first change that is committed through it ends in a broken line. */
export function losingCommits(database: Database): Database {
  return { ...database, connect: async () => losingClient(await database.connect()) };
}

function losingClient(client: pg.PoolClient): pg.PoolClient {
  const query = client.query.bind(client);
  let isChange = false;
  return replacing(client, 'query', async (...asked: unknown[]) => {
    const [text] = asked;
    if (text === 'begin') isChange = true;
    const answer: unknown = await Reflect.apply(query, client, asked);
    if (text === 'commit' && isChange) throw Object.assign(new Error('the line broke'), { code: 'ECONNRESET' });
    return answer;
  });
}

function replacing<T extends object>(whole: T, name: string, replacement: (...asked: unknown[]) => unknown): T {
  return new Proxy(whole, {
    get: (target, key) => {
      if (key === name) return replacement;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (...given: unknown[]): unknown => Reflect.apply(value, target, given) : value;
    },
  });
}
