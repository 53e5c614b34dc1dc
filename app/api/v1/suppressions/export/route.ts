import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { secretBoxHere } from '@/app/_access/secret-box';
import { storeOf } from '@/app/_access/store';
import { auditAlone } from '@/lib/store/audit';
import { exportedSuppressions } from '@/lib/store/export-suppressions';
import { EXPORT_FORMATS, exportFormatById, exportLine } from '@/lib/suppression/export-formats';

export const dynamic = 'force-dynamic';

/** The list as a sending service takes it. Who took it is written down first; then it is sent as it is read. */
export const GET = guarded('operator', async (request, visitor) => {
  const format = exportFormatById(new URL(request.url).searchParams.get('format') ?? 'csv');
  if (!format) return problem(400, `format is one of ${EXPORT_FORMATS.map(({ id }) => id).join(', ')}.`);
  const db = storeOf(visitor);
  await auditAlone(db, visitor, 'suppressions.exported', format.title);
  const pages = exportedSuppressions(db, secretBoxHere());
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
});
