/** Every language of databases there is. */
import { mariadb, mysql } from './mariadb.ts';
import { oracle } from './oracle.ts';
import { postgresql } from './postgresql.ts';
import type { Engine, SqlDialect } from './sql-dialect.ts';
import { sqlserver } from './sqlserver.ts';

export const dialects: Readonly<Record<Engine, SqlDialect>> = { postgresql, mariadb, mysql, sqlserver, oracle };
