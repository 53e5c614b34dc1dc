import { z } from 'zod';
import { retryAfterMs } from './retry-after';

/** As much as is judged at once: the store reads its events through for each part, so fewer are better. */
const PART_BYTES = 4 << 20;
const LF = 10;

const Verdicts = z.record(z.string(), z.number());
const Entry = z.object({
  recipient: z.string(),
  verdict: z.string(),
  words: z.string(),
  at: z.string().nullable(),
});
const Part = z.object({
  column: z.number().nullable(),
  without: z.number(),
  counts: Verdicts,
  shown: z.array(Entry),
  reinstate: z.string(),
});
/** Two may look alike, masked as they are. */
export type ListEntry = z.infer<typeof Entry> & { id: string };

export interface ListSoFar {
  readBytes: number;
  without: number;
  counts: Record<string, number>;
  shown: ListEntry[];
  /** Lines of CSV, without the header. */
  reinstate: string[];
  /** Another list is being judged, and this one goes on after it. */
  waits: boolean;
}

const MOST_SHOWN = 200;

/** Has a list judged part by part, each cut at a line's end. What was judged stays in the browser alone. */
export async function auditList(file: Blob, onProgress: (soFar: ListSoFar) => void): Promise<ListSoFar> {
  let soFar: ListSoFar = { readBytes: 0, without: 0, counts: {}, shown: [], reinstate: [], waits: false };
  let column: number | null = null;
  for (let part = 0; soFar.readBytes < file.size; part++) {
    const bytes = new Uint8Array(
      await file.slice(soFar.readBytes, soFar.readBytes + PART_BYTES).arrayBuffer(),
    );
    const isLast = soFar.readBytes + bytes.length >= file.size;
    const end = isLast ? bytes.length : bytes.lastIndexOf(LF) + 1;
    if (end === 0) throw new Error('This is no list: it has a line of several megabytes.');
    const query = new URLSearchParams({
      part: String(part),
      ...(column !== null && { column: String(column) }),
    });
    const answer = await sent(query, bytes.subarray(0, end), (waits) => onProgress({ ...soFar, waits }));
    if (!answer.ok) {
      const { detail } = await problemIn(answer);
      throw new Error(detail ?? `The server did not take it (${answer.status}).`);
    }
    const judged = Part.parse(await answer.json());
    column ??= judged.column;
    soFar = {
      readBytes: soFar.readBytes + end,
      without: soFar.without + judged.without,
      counts: added(soFar.counts, judged.counts),
      shown: [...soFar.shown, ...judged.shown.map((one, i) => ({ ...one, id: `${part}-${i}` }))].slice(
        0,
        MOST_SHOWN,
      ),
      reinstate: judged.reinstate ? [...soFar.reinstate, judged.reinstate] : soFar.reinstate,
      waits: false,
    };
    onProgress(soFar);
  }
  return soFar;
}

/** A refusal in the words of RFC 9457; a proxy on the way has others. */
async function problemIn(answer: Response): Promise<{ type?: string; detail?: string }> {
  const Told = z.object({ type: z.string(), detail: z.string() });
  return Told.safeParse(await answer.json().catch(() => null)).data ?? {};
}

/** Sends a part, again and again while the server asks to wait: for another list, or because it was asked too often. */
async function sent(
  query: URLSearchParams,
  body: Uint8Array<ArrayBuffer>,
  onWait: (forAnotherList: boolean) => void,
): Promise<Response> {
  for (;;) {
    const headers = { 'Content-Type': 'text/plain' };
    const answer = await fetch(`/api/v1/suppressions/audit?${query}`, { method: 'POST', headers, body });
    if (answer.status !== 429) return answer;
    onWait((await problemIn(answer)).type === 'urn:bounceboard:another-list');
    const waitMs = retryAfterMs(answer.headers.get('Retry-After'));
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function added(counts: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const sum = { ...counts };
  for (const [verdict, count] of Object.entries(more)) sum[verdict] = (sum[verdict] ?? 0) + count;
  return sum;
}
