import { csvAnswer } from '@/app/_access/csv-answer';
import { guarded } from '@/app/_access/guarded-route';
import { problem } from '@/app/_access/problem';
import { TABLE_IDS, TABLES } from '@/app/_panels/tables';
import { fileName, fileQuestion } from '@/app/_panels/take-along';
import { csvLine } from '@/lib/csv-cell';

type Context = { params: Promise<{ table: string }> };

/** A table in full as a file: of the scope, the filters and the time that its page has. */
export const GET = guarded<Context>('viewer', async (request, _visitor, { params }) => {
  const { table: asked } = await params;
  const id = TABLE_IDS.find((one) => one === asked);
  if (!id) return problem(400, `The tables are ${TABLE_IDS.join(', ')}.`);
  const { question } = await fileQuestion(request);
  const { columns, rows } = await TABLES[id](question);
  const lines = [columns, ...rows].map(csvLine);
  return csvAnswer(lines.values(), fileName(id, question.scope.range));
});
