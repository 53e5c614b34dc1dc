import { csvAnswer } from '@/app/_access/csv-answer';
import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { chartCsv } from '@/app/_components/charts/chart-csv';
import { CHART_IDS, CHARTS } from '@/app/_panels/charts';
import { fileName, fileQuestion } from '@/app/_panels/take-along';

type Context = { params: Promise<{ chart: string }> };

/** A chart's numbers as a file: of the scope, the filters and the time that its page has. */
export const GET = guarded<Context>('viewer', async (request, _visitor, { params }) => {
  const { chart: asked } = await params;
  const id = CHART_IDS.find((one) => one === asked);
  if (!id) return problem(400, `The charts are ${CHART_IDS.join(', ')}.`);
  const { question, source } = await fileQuestion(request);
  const chart = await CHARTS[id](question, source);
  return csvAnswer(chart && chartCsv(chart), fileName(id, question.scope.range));
});
