import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptPart, acceptUpload, PART_BYTES, readPart } from '@/lib/intake/accept-upload';
import { Problem } from '@/lib/intake/problem';
import { nobody } from '@/lib/store/audit';
import { openTestStore, type TestStore } from '../store/test-store';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.db.source.create({ data: { name: 'mx1', kind: 'file', timeZone: 'UTC' } });
});
afterAll(() => store.close());

const FILE = {
  ...{ source: 'uploads', name: 'mail.log', sizeBytes: 10, modifiedAt: 1_700_000_000_000 },
  timeZone: 'Europe/Berlin',
};
const announce = (announced: unknown) =>
  acceptUpload({ db: store.db, by: nobody('jane'), maxBytes: 1_000_000 }, announced);
/** How a refused request is answered. */
async function problemOf(asked: Promise<unknown>) {
  const error = await asked.then(
    () => null,
    (fault) => fault,
  );
  expect(error).toBeInstanceOf(Problem);
  return `${error.details.status} ${error.details.detail}`;
}

describe('a file that is announced', () => {
  test('has a source of its own kind, whose zone is the one that was known then', async () => {
    const { sourceId, receivedBytes } = await announce(FILE);
    expect(receivedBytes).toBe(0);
    const source = await store.db.source.findUniqueOrThrow({ where: { id: sourceId } });
    expect(source).toMatchObject({ name: 'uploads', kind: 'upload', timeZone: 'Europe/Berlin' });
    const upload = await store.db.upload.findFirstOrThrow({ where: { sourceId } });
    expect(upload).toMatchObject({
      createdBy: 'jane',
      modifiedAt: new Date(FILE.modifiedAt),
      format: 'auto',
    });
  });

  test.each([
    [{ sizeBytes: 0 }, /^422 mail\.log is empty/],
    [{ sizeBytes: 1_000_001 }, /^413 mail\.log is larger than 1 MB.*BOUNCEBOARD_UPLOAD_MEGABYTES/],
    [{ sizeBytes: 1.5 }, /^422 sizeBytes/],
    [{ format: 'postfixx' }, /^422 format: no format is called so/],
    [{ timeZone: 'Mars/Olympus' }, /^422 timeZone/],
    [{ name: '' }, /^422 name/],
    [{ source: 'mx1' }, /^409 "mx1" is a source of another kind \(file\)/],
  ])('is refused with what to do: %j', async (changed, expected) => {
    expect(await problemOf(announce({ ...FILE, ...changed }))).toMatch(expected);
  });

  test('that is no object at all is refused', async () => {
    expect(await problemOf(announce(null))).toMatch(/^422/);
  });
});

describe('a part', () => {
  test('says how much is here, or where the next one begins', async () => {
    const { sourceId, uploadId } = await announce({ ...FILE, name: 'parts.log' });
    const ref = { sourceId, uploadId };
    const part = (from: number, bytes: number) => acceptPart(store.db, ref, from, new Uint8Array(bytes));
    expect(await part(0, 6)).toEqual({ receivedBytes: 6, isWhole: false });
    expect(await problemOf(part(8, 2))).toBe('409 The next part begins at 6.');
    expect(await problemOf(part(6, 5))).toMatch(/^409 .*beyond/);
    expect(await part(6, 4)).toEqual({ receivedBytes: 10, isWhole: true });
    expect(await problemOf(part(10, 1))).toMatch(/^409 .*no parts any more/);
    const nowhere = acceptPart(store.db, { sourceId, uploadId: 999_999 }, 0, new Uint8Array(1));
    expect(await problemOf(nowhere)).toMatch(/^404/);
  });

  const request = (body: Uint8Array<ArrayBuffer>) =>
    new Request('http://localhost/', { method: 'PUT', body });

  test('is as large as a part may be, and no larger', async () => {
    expect(await readPart(request(new Uint8Array(PART_BYTES)))).toHaveLength(PART_BYTES);
    expect(await problemOf(readPart(request(new Uint8Array(PART_BYTES + 1))))).toMatch(/^413/);
    expect(await problemOf(readPart(request(new Uint8Array(0))))).toMatch(/^422/);
  });
});
