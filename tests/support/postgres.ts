import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A server on which the tests may make databases; `WINNOW_TEST_DATABASE_URL` names another. */
const SERVER = process.env['WINNOW_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** Makes an empty database. */
export async function makeDatabase(): Promise<TestDatabase> {
  const name = `winnow_${randomBytes(6).toString('hex')}`;
  await admin(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
  try {
    await client.connect();
  } catch (cause) {
    throw new Error(`queue tests need a PostgreSQL server at WINNOW_TEST_DATABASE_URL (${SERVER})`, { cause });
  }
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
