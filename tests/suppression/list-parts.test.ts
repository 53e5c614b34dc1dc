import { afterEach, expect, test, vi } from 'vitest';
import { auditList } from '@/app/_components/ui/list-parts';

afterEach(() => void vi.unstubAllGlobals());

const judged = { column: 0, without: 1, counts: { unknown: 2 }, shown: [], reinstate: 'a line\r\n' };

test('while another list is being audited the same part is sent again, and it is said', async () => {
  const busy = (code: string) =>
    Response.json(
      { type: `urn:bounceboard:${code}`, detail: 'later' },
      { status: 429, headers: { 'Retry-After': '0.01' } },
    );
  const asked: [string, string][] = [];
  const answers = [busy('another-list'), busy('requests'), Response.json(judged)];
  vi.stubGlobal('fetch', async (url: string, { body }: { body: Uint8Array }) => {
    asked.push([url, new TextDecoder().decode(body)]);
    return answers.shift();
  });
  const progress: [number, boolean][] = [];
  const list = 'a@example.net\nb@example.net\n';
  const result = await auditList(new Blob([list]), ({ readBytes, waits }) =>
    progress.push([readBytes, waits]),
  );
  expect(asked).toEqual(Array(3).fill(['/api/v1/suppressions/audit?part=0', list]));
  expect(progress).toEqual([
    [0, true],
    [0, false], // Asked too often, which is no other list.
    [list.length, false],
  ]);
  expect(result).toMatchObject({
    counts: { unknown: 2 },
    without: 1,
    reinstate: ['a line\r\n'],
    waits: false,
  });
});

test('any other refusal ends it', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 403 }));
  await expect(auditList(new Blob(['a@example.net']), () => {})).rejects.toThrow('(403)');
});
