import { z } from 'zod';
import { auditPart } from '@/app/_panels/list-audit';
import { Problem } from '@/lib/intake/problem';
import { AuditTakesLong } from '@/lib/queries/suppression-audit';
import { auditAlone } from '@/lib/store/audit';
import { exportedSuppressions } from '@/lib/store/export-suppressions';
import { AUDIT_VERDICTS } from '@/lib/suppression/audit-verdict';
import { EXPORT_FORMATS, exportFormatById, exportLine } from '@/lib/suppression/export-formats';
import { bytesOf } from '../body';
import { type Operation, operation } from '../operation';

const exported = operation({
  id: 'exportSuppressions',
  method: 'GET',
  path: '/suppressions/export',
  group: 'Suppressions',
  needs: 'operator',
  summary: 'Everybody who is suppressed and whose address was kept, as a sending service takes it',
  description: 'Whole addresses: who took them is written down first.',
  query: z.strictObject({ format: z.enum(EXPORT_FORMATS.map(({ id }) => id)).default('csv') }),
  gives: { type: 'text/csv', description: 'As the service that is asked for takes it' },
  answer: z.string(),
  example: 'ana@example.com\r\n',
  async run({ query }, { db, by, box }) {
    const format = exportFormatById(query.format)!;
    await auditAlone(db, by, 'suppressions.exported', format.title);
    const pages = exportedSuppressions(db, box());
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const header = exportLine(format, null);
        if (header) controller.enqueue(encoder.encode(header));
      },
      // Asked again only once something came: a page without a line must not be the last word.
      async pull(controller) {
        for (;;) {
          const { done, value } = await pages.next();
          if (done) return controller.close();
          const lines = value.map((one) => exportLine(format, one)).join('');
          if (lines) return controller.enqueue(encoder.encode(lines));
        }
      },
      async cancel() {
        await pages.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="suppressions-${format.id}.csv"`,
        'Cache-Control': 'no-store',
      },
    });
  },
});

/** The page sends parts of half of this; a proxy in between may allow 10 MB. */
const LARGEST_PART = 8 << 20;

const audited = operation({
  id: 'auditSuppressionList',
  method: 'POST',
  path: '/suppressions/audit',
  group: 'Suppressions',
  needs: 'operator',
  summary: 'Judges a part of somebody’s suppression list, cut at a line’s end; nothing of it is stored',
  description: `A part holds at most ${LARGEST_PART} bytes. One list is judged at a time: 429 says when to go on.`,
  query: z.strictObject({
    part: z.coerce.number().int().min(0).default(0).meta({ description: 'From 0 on' }),
    column: z.coerce
      .number()
      .int()
      .min(0)
      .max(999)
      .optional()
      .meta({ description: 'Where the address stands, as the answer to the part before says' }),
  }),
  takes: { type: 'text/plain', description: 'Addresses one a line, or CSV' },
  answer: z.strictObject({
    column: z.int().nullable(),
    without: z.number().meta({ description: 'Lines that hold no address' }),
    counts: z.record(z.string(), z.number()).meta({
      description: AUDIT_VERDICTS.map(({ id, title }) => `${id}: ${title}`).join('; '),
    }),
    shown: z.array(
      z.strictObject({
        recipient: z.string(),
        verdict: z.string(),
        words: z.string(),
        at: z.string().nullable(),
      }),
    ),
    reinstate: z.string().meta({ description: 'Lines of CSV: who is to be reinstated, and why' }),
  }),
  example: { column: null, without: 0, counts: { unknown: 2 }, shown: [], reinstate: '' },
  async run({ query: { part, column = null }, request }, { db, by }) {
    const text = Buffer.from(await bytesOf(request, LARGEST_PART)).toString('utf8');
    const judged = await auditPart(db, text, column).catch((error) => {
      throw error instanceof AuditTakesLong ? takesLong(error.message) : error;
    });
    if (judged === null) throw anotherList();
    // Of each part: whether it begins a list is nothing but the caller's word.
    await auditAlone(db, by, 'suppression-list.audited', 'a list', { part });
    return judged;
  },
});

const anotherList = () =>
  new Problem({
    ...{ status: 429, code: 'another-list', title: 'Another list is being audited' },
    detail: 'Send this part again in a few seconds.',
    headers: { 'Retry-After': '3' },
  });

const takesLong = (detail: string) =>
  new Problem({ ...{ status: 503, code: 'takes-long', title: 'It takes too long' }, detail });

export const SUPPRESSION_LISTS: readonly Operation[] = [exported, audited];
