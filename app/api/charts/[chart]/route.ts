import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { chartCsv } from '@/app/_components/charts/chart-csv';
import { CHART_IDS, CHARTS } from '@/app/_panels/charts';
import { questionOf } from '@/app/_panels/question';
import { fileName } from '@/app/_panels/take-along';

type Context = { params: Promise<{ chart: string }> };

/** A chart's numbers as a file, line by line: of the scope, the filters and the time that its page has. */
export const GET = guarded<Context>('viewer', async (request, _visitor, { params }) => {
  const { chart: asked } = await params;
  const id = CHART_IDS.find((one) => one === asked);
  if (!id) return problem(400, `The charts are ${CHART_IDS.join(', ')}.`);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { provider, code, source } = query;
  const question = await questionOf(Promise.resolve(query), {
    ...(provider && { provider }),
    ...(code && { code }),
  });
  const chart = await CHARTS[id](question, Number(source) || 0);
  const { from, to } = question.scope.range;
  return new Response(chart === null ? null : streamed(chartCsv(chart)), {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Disposition': `attachment; filename="${fileName(id, from, to)}.csv"`,
      'Content-Type': 'text/csv; charset=utf-8; header=present',
    },
  });
});

/** A line whenever the reader has room for one. */
function streamed(lines: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
