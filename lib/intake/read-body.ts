import { UnreadableInput, unpacked } from '@/lib/sources/read-input';
import type { BodyBudget } from './body-budget';
import { Problem } from './problem';

/** Of a body as it is sent, and once more of what it holds unpacked. */
const LONGEST_BODY = 32 << 20;
/** What formats are told by. */
const HEAD_BYTES = 64 << 10;
const ENCODINGS = new Set(['', 'identity', 'gzip', 'x-gzip', 'zstd']);

export interface Body {
  /** As it came. */
  raw: Buffer<ArrayBuffer>;
  /** The beginning of its content. */
  head: Buffer;
}

/**
 * Does something with the whole body and the beginning of what it holds. It counts against the budget until that is
 * done: a body that waits for the store is in memory, too. @throws Problem where it is too large or cannot be unpacked.
 */
export async function withBody<Answer>(
  request: Request,
  budget: BodyBudget,
  handle: (body: Body) => Promise<Answer>,
): Promise<Answer> {
  const taken = { bytes: 0 };
  try {
    return await handle(await readBody(request, budget, taken));
  } finally {
    budget.giveBack(taken.bytes);
  }
}

async function readBody(request: Request, budget: BodyBudget, taken: { bytes: number }): Promise<Body> {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (!ENCODINGS.has(encoding))
    throw unsupported(`Content-Encoding ${encoding.slice(0, 40)} is not understood`);
  const raw = await readRaw(request, budget, taken);
  if (raw.length === 0) {
    throw new Problem({
      status: 400,
      code: 'empty',
      title: 'Nothing in it',
      detail: 'The body is empty: send the records themselves, as with curl --data-binary @file.',
    });
  }
  return { raw, head: await headOf(raw) };
}

async function readRaw(
  request: Request,
  budget: BodyBudget,
  taken: { bytes: number },
): Promise<Buffer<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > LONGEST_BODY) throw tooLarge();
  const chunks: Uint8Array[] = [];
  for await (const chunk of request.body ?? []) {
    budget.take(chunk.length);
    taken.bytes += chunk.length;
    if (taken.bytes > LONGEST_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A compressed body is unpacked to its end, so that one which is damaged or a bomb is refused while its sender listens. */
async function headOf(raw: Buffer): Promise<Buffer> {
  const head: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of unpacked(once(raw))) {
      if (length < HEAD_BYTES) head.push(Buffer.from(chunk.subarray(0, HEAD_BYTES - length)));
      length += chunk.length;
      if (length > LONGEST_BODY) throw tooLarge();
    }
  } catch (error) {
    if (!(error instanceof UnreadableInput)) throw error;
    throw unsupported(`The body ${error.message}`);
  }
  return Buffer.concat(head);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const tooLarge = () =>
  new Problem({
    status: 413,
    code: 'too-large',
    title: 'Too large',
    detail: `A body holds at most ${LONGEST_BODY >> 20} MB, also once unpacked: send it in several, cut at line ends.`,
  });

const unsupported = (what: string) =>
  new Problem({
    status: 415,
    code: 'encoding',
    title: 'Cannot be unpacked',
    detail: `${what}: send it plain, or compressed with gzip or zstd.`,
  });
