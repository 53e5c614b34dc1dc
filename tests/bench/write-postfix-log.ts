import { parseArgs } from 'node:util';
import { writePostfixLog } from './generate-postfix-log';

/** `write-postfix-log [--seed 1] [--lines 1000000] [--start 2026-06-01T00:00:00Z] [--days 7] [--stamps rfc3339] FILE` */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    lines: { type: 'string', default: '1000000' },
    start: { type: 'string', default: '2026-06-01T00:00:00Z' },
    days: { type: 'string', default: '7' },
    stamps: { type: 'string', default: 'rfc3164' },
  },
});
const [file] = positionals;
if (!file) throw new Error('name the file to write');
writePostfixLog(file, {
  seed: Number(values.seed),
  lines: Number(values.lines),
  start: Date.parse(values.start),
  span: Number(values.days) * 86_400_000,
  stamps: values.stamps === 'rfc3339' ? 'rfc3339' : 'rfc3164',
});
