import { afterEach, expect, test, vi } from 'vitest';
import { uploadFile } from '@/app/_components/ui/upload-parts';

afterEach(() => void vi.unstubAllGlobals());

const CHOICE = { source: 'uploads', format: 'auto' };
const LATER = { status: 429, headers: { 'Retry-After': '0.01' } };
/** More than a part is tried for any other fault. */
const OFTEN = 8;

/** As much of a browser's as a part is sent by; each request takes the next answer. */
function stubRequests(answers: Response[]): string[] {
  const sent: string[] = [];
  class Requests {
    upload = {};
    status = 0;
    responseText = '';
    onload = () => {};
    #url = '';
    #headers = new Headers();
    open(_method: string, url: string) {
      this.#url = url;
    }
    setRequestHeader() {}
    getResponseHeader = (name: string) => this.#headers.get(name);
    async send() {
      sent.push(this.#url);
      const answer = answers.shift()!;
      [this.status, this.responseText, this.#headers] = [answer.status, await answer.text(), answer.headers];
      this.onload();
    }
  }
  vi.stubGlobal('XMLHttpRequest', Requests);
  return sent;
}

test('a server that asks to wait is waited for, however often, it is said, and nothing is lost', async () => {
  const later = () => Array.from({ length: OFTEN }, () => new Response('{}', LATER));
  const announced = [...later(), Response.json({ sourceId: 3, uploadId: 4, receivedBytes: 0 })];
  vi.stubGlobal('fetch', async () => announced.shift());
  const sent = stubRequests([...later(), Response.json({ receivedBytes: 5, isWhole: true })]);
  const progress: number[] = [];
  const waits: (number | null)[] = [];
  await uploadFile(
    new File(['lines'], 'mail.log'),
    CHOICE,
    (bytes) => progress.push(bytes),
    (waitMs) => waits.push(waitMs),
  );
  expect(announced).toEqual([]);
  expect(sent).toEqual(Array(OFTEN + 1).fill('/api/v1/uploads/3/4?position=0'));
  expect(progress.at(-1)).toBe(5);
  expect(waits).toEqual(
    Array(2 * OFTEN)
      .fill([10, null])
      .flat(),
  );
});

test('a refusal ends it in the words of the server', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ detail: 'It is too large.' }, { status: 413 }));
  const nothing = () => {};
  await expect(uploadFile(new File(['lines'], 'mail.log'), CHOICE, nothing, nothing)).rejects.toThrow(
    'It is too large.',
  );
});
