import { classify } from '@/lib/classify/classify';
import type { Refusal } from '@/lib/mail/verdict';
import type { Figure } from './figure';
import { refusals } from './refusal-generator';

const COLD = 200_000;
const REPEATING = 2_000_000;
const DISTINCT = 500;
const BATCH = 5_000;

/** Responses a second on one core: all different, and a few hundred that come again and again. */
export async function run(): Promise<Figure[]> {
  perSecond(refusals(20_000, 1), 20_000);
  const cold = perSecond(refusals(COLD, 2), COLD);
  const repeating = perSecond(refusals(DISTINCT, 3), REPEATING);
  return [
    { name: 'classify, all texts different', value: cold, unit: 'responses/s' },
    { name: 'classify, repeating texts', value: repeating, unit: 'responses/s' },
  ];
}

/** New strings each time round, as a parser makes them: their hashes are computed inside the measured time. */
function perSecond(input: readonly Refusal[], count: number): number {
  const buffers = input.map(({ mxHost, response }) => ({ mxHost, response: Buffer.from(response) }));
  let elapsed = 0;
  for (let done = 0; done < count; done += BATCH) {
    const fresh = Array.from({ length: BATCH }, (_, i) => {
      const { mxHost, response } = buffers[(done + i) % buffers.length] as (typeof buffers)[number];
      return { mxHost, response: response.toString() };
    });
    const start = performance.now();
    for (const refusal of fresh) classify(refusal);
    elapsed += performance.now() - start;
  }
  return Math.round((count * 1000) / elapsed);
}
