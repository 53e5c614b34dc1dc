import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { storeOf } from '@/app/_access/store';
import { auditPart } from '@/app/_panels/list-audit';
import { auditAlone } from '@/lib/store/audit';

export const dynamic = 'force-dynamic';

/** The page sends parts of half of this; a proxy in between may allow 10 MB. */
const LARGEST_PART = 8 << 20;

/** Judges a part of a suppression list, cut at a line's end. Nothing of it is stored. */
export const POST = guarded('operator', async (request, visitor) => {
  const asked = new URL(request.url).searchParams;
  const column = asked.get('column');
  if (column !== null && !/^\d{1,3}$/.test(column)) return problem(400, 'column is the number of a column.');
  const text = await readText(request);
  if (text === null) return problem(400, `A part of a list holds at most ${LARGEST_PART} bytes.`);
  const db = storeOf(visitor);
  const audited = await auditPart(db, text, column === null ? null : Number(column));
  if (audited === null) return anotherList();
  // Of each list once, as it begins.
  if (asked.get('part') === '0') await auditAlone(db, visitor, 'suppression-list.audited', 'a list');
  return Response.json(audited, { headers: { 'Cache-Control': 'no-store' } });
});

const anotherList = (): Response => {
  const answer = problem(429, 'Another list is being audited. Send this part again in a few seconds.');
  answer.headers.set('Retry-After', '3');
  return answer;
};

async function readText(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > LARGEST_PART) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
