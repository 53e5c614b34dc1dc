import { text } from 'node:stream/consumers';
import { answerTo } from '@/lib/classify/asked';
import { responseCard, rowsCard } from '../explain/card';

const USAGE = `usage: bounceboard explain WORDS…|-
Says what a response means and what to do about it. WORDS: a code (5.7.26), a keyword (greylisting),
a response, a log line; - reads a whole bounce or log line from standard input.
`;

export async function run(args: string[]): Promise<number> {
  const asked = args.join(' ') === '-' ? await text(process.stdin) : args.join(' ');
  if (!asked.trim() || asked === '--help' || asked === '-h') {
    process[asked.trim() ? 'stdout' : 'stderr'].write(USAGE);
    return asked.trim() ? 0 : 2;
  }
  const answer = answerTo(asked, Date.now());
  const lines =
    answer.kind === 'response' ? responseCard(answer.explanation) : rowsCard(asked.trim(), answer.entries);
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
  return answer.kind === 'rows' && answer.entries.length === 0 ? 1 : 0;
}
