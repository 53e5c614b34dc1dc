import { parseOutput } from '@/lib/formats/format';
import { mail } from '@/lib/formats/mail';
import type { Figure } from './figure';
import { generateMails } from './generate-mails';

const MAILS = 4000;
const ROUNDS = 5;

/** Bounce mails and complaints of the usual servers, parsed one after the other on one core. */
export async function run(): Promise<Figure[]> {
  const mails = generateMails(1, MAILS);
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const parser = mail([]).open({ referenceTime: 0, timeZone: 'UTC' });
    const started = performance.now();
    let offset = 0;
    for (const bytes of mails) {
      parser.parse(bytes, offset, parseOutput());
      offset += bytes.length;
    }
    rates.push((MAILS / (performance.now() - started)) * 1000);
  }
  return [{ name: 'bounce mail', value: Math.round(Math.max(...rates)), unit: 'mails/s' }];
}
