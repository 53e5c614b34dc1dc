import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { classify } from '@/lib/classify/classify';
import { LineWriter } from '../line-writer';

const known = z.string().nullish();
const RESPONSE = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  response: z.string(),
  mxHost: known,
  recipient: known,
  remoteIp: known,
});

const USAGE = `usage: bounceboard classify [FILE|-]
Reads {"id"?, "response", "mxHost"?, "recipient"?, "remoteIp"?} a line and writes a verdict a line, as JSON.
`;

/** Responses in, from a file or standard input; verdicts out, in the same order. A line that is no response is
 * named, and the others are answered all the same. */
export async function run(args: string[]): Promise<number> {
  const [file = '-'] = args;
  if (file === '--help' || file === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  const lines = new LineWriter(process.stdout);
  let number = 0;
  let faults = 0;
  try {
    const input = file === '-' ? process.stdin : createReadStream(file);
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (!line.trim()) continue;
      const { verdict, fault } = answerTo(line);
      if (verdict) lines.add(verdict);
      else {
        faults++;
        process.stderr.write(`bounceboard: line ${number}: ${fault}\n`);
      }
      if (lines.isFull) await lines.flush();
    }
  } catch (error) {
    faults++;
    process.stderr.write(`bounceboard: ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  await lines.flush();
  return faults > 0 ? 1 : 0;
}

type Answer = { verdict: string; fault: null } | { verdict: null; fault: string };

function answerTo(line: string): Answer {
  const value = jsonOf(line);
  if (value === undefined) return { verdict: null, fault: 'not JSON' };
  const parsed = RESPONSE.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.');
    return { verdict: null, fault: `${where ? `${where}: ` : ''}${issue?.message ?? 'not a response'}` };
  }
  const { id = null, ...refusal } = parsed.data;
  return { verdict: JSON.stringify({ id, ...classify(refusal) }), fault: null };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
