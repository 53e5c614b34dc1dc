import { describe, expect, it } from 'vitest';
import { faultInWords } from '@/app/_components/ui/fault';
import { openDb } from '@/lib/db';
import { storeAnswers } from '@/lib/queries/store-answers';
import { openTestStore } from '../store/test-store';

/** What a page would say of a store at this address. */
async function faultAt(databaseUrl: string): Promise<string> {
  const db = openDb(databaseUrl, 1);
  const fault = await storeAnswers(db).then(() => 'none', faultInWords);
  await db.$disconnect();
  return fault;
}

describe('faultInWords', () => {
  it('says what is wrong with the store', async () => {
    const store = await openTestStore();
    const url = new URL(store.databaseUrl);
    expect(await faultAt(url.href)).toBe('none');
    await store.db.$executeRaw`DROP TABLE source CASCADE`;
    expect(await faultAt(url.href)).toContain('bin/bounceboard migrate');
    await store.close();
    expect(await faultAt(url.href)).toBe('There is no such database as DATABASE_URL names.');
    url.password = 'wrong';
    expect(await faultAt(url.href)).toContain('the user or the password');
    expect(await faultAt('postgresql://nobody@127.0.0.1:1/none')).toBe(
      'PostgreSQL does not answer at DATABASE_URL.',
    );
  });
});
