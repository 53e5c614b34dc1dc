import { type Format, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';

/** What a format makes of a text, read in one go. */
export function readText(
  format: Format,
  text: string,
  { timeZone = 'UTC', referenceTime = '2027-01-10T00:00:00Z' } = {},
) {
  const output = parseOutput();
  const reader = new RecordReader(format, { timeZone, referenceTime: Date.parse(referenceTime) });
  reader.push(Buffer.from(text), output);
  reader.finish(output);
  return output;
}
