import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Format, type ParseOutput, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { type DeliveryEvent, OUTCOMES } from '@/lib/mail/delivery-event';

const CONTEXT = { referenceTime: Date.UTC(2027, 0, 10), timeZone: 'Europe/Berlin' };
/** The same inputs every time, so that a red build speaks of its change; `FUZZ_RUNS=2000` hunts with others. */
const RUNS = process.env.FUZZ_RUNS ? { numRuns: Number(process.env.FUZZ_RUNS) } : { numRuns: 80, seed: 1 };

interface Reading {
  events: DeliveryEvent[];
  records: ParseOutput['records'];
}

/** Reads an input cut at the given offsets; between the pieces the reader may be saved and opened anew. */
export function read(format: Format, input: Buffer, cuts: number[] = [], reopen = false): Reading {
  const offsets = [
    0,
    ...cuts.filter((cut) => cut > 0 && cut < input.length).sort((a, b) => a - b),
    input.length,
  ];
  const output = parseOutput();
  let reader = new RecordReader(format, CONTEXT);
  for (let i = 1; i < offsets.length; i++) {
    reader.push(Buffer.from(input.subarray(reopen ? reader.position : offsets[i - 1], offsets[i])), output);
    if (reopen && i + 1 < offsets.length)
      reader = new RecordReader(format, CONTEXT, reader.position, reader.save());
  }
  reader.finish(output);
  return { events: output.events, records: output.records };
}

/** What every format owes, on inputs of its own, on those of others, and on no input at all. */
export function formatContract(format: Format, own: readonly Buffer[], others: readonly Buffer[]): void {
  describe(`${format.id}: contract`, () => {
    const samples = fc.oneof(fc.constantFrom(...others), fc.constantFrom(...(own.length ? own : others)));
    const inputs = fc.oneof(
      fc.uint8Array({ maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)),
      samples,
      truncated(samples),
      damaged(samples),
      interleaved(samples),
    );

    test('knows its own input', () => {
      for (const sample of own) expect(format.recognise(sample.subarray(0, 65_536))).toBeGreaterThan(0.5);
    });

    test('finds events, and nothing it cannot read but what is no record of its', () => {
      for (const sample of own) expect(read(format, sample).events).not.toEqual([]);
    });

    test('a line may end anywhere', () => {
      if (format.framing !== 'lines') return;
      for (const line of own.flatMap((sample) => sample.toString('latin1').split('\n')))
        for (let end = 1; end < line.length; end++) {
          const input = Buffer.from(line.slice(0, end), 'latin1');
          for (const event of read(format, input).events) expectSound(event, input);
        }
    });

    test('never throws, and accounts for every record', () => {
      fc.assert(
        fc.property(inputs, (input) => {
          const certainty = format.recognise(input);
          expect(certainty >= 0 && certainty <= 1).toBe(true);
          const { events, records } = read(format, input);
          for (const event of events) expectSound(event, input);
          expectAscending(events);
          const total = records.event + records.context + records.ignored + records.unparsed;
          if (format.framing === 'lines') expect(total).toBe(linesIn(input));
          else if (/[\w{}]/.test(input.toString('latin1'))) expect(total).toBeGreaterThan(0);
        }),
        RUNS,
      );
    });

    test('gives the same result however the input is cut', () => {
      fc.assert(
        fc.property(inputs, fc.array(fc.nat(6_000), { maxLength: 8 }), (input, cuts) => {
          expect(read(format, input, cuts)).toEqual(read(format, input));
        }),
        RUNS,
      );
    });

    test('goes on from a saved state as if it had never stopped', () => {
      fc.assert(
        fc.property(inputs, fc.array(fc.nat(6_000), { maxLength: 8 }), (input, cuts) => {
          expect(read(format, input, cuts, true)).toEqual(read(format, input));
        }),
        RUNS,
      );
    });
  });
}

function truncated(samples: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc.tuple(samples, fc.nat(), fc.nat()).map(([sample, from, length]) => {
    const start = from % (sample.length + 1);
    return sample.subarray(start, start + (length % (sample.length - start + 1)));
  });
}

/** Some bytes are others: text where digits belong, line ends within fields, bytes that are not UTF-8. */
function damaged(samples: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  const wounds = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 30,
  });
  return fc.tuple(samples, wounds).map(([sample, changes]) => {
    const bytes = Buffer.from(sample);
    for (const [at, byte] of changes) if (bytes.length) bytes[at % bytes.length] = byte;
    return bytes;
  });
}

/** Lines of two inputs in one. */
function interleaved(samples: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(samples, samples, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }))
    .map(([a, b, turns]) => {
      const [left, right] = [a, b].map((sample) => sample.toString('latin1').split('\n'));
      const lines = turns.flatMap((turn) => (turn ? left!.splice(0, 1) : right!.splice(0, 1)));
      return Buffer.from([...lines, ...left!, ...right!].join('\n'), 'latin1');
    });
}

function linesIn(input: Buffer): number {
  const lines = input.toString('latin1').split('\n');
  return lines.length - (lines.at(-1) === '' ? 1 : 0);
}

function expectAscending(events: DeliveryEvent[]): void {
  for (let i = 1; i < events.length; i++)
    expect(events[i]!.position).toBeGreaterThan(events[i - 1]!.position);
}

function expectSound(event: DeliveryEvent, input: Buffer): void {
  expect(OUTCOMES).toContain(event.outcome);
  expect(Number.isInteger(event.at)).toBe(true);
  expect(event.position).toBeGreaterThanOrEqual(0);
  expect(event.position).toBeLessThan(input.length);
  if (event.mxHost !== null) expect(event.mxHost).not.toMatch(/[A-Z]|\.$/);
  if (event.statusCode !== null) expect(event.statusCode).toMatch(/^[245]\.\d{1,3}\.\d{1,3}$/);
  if (event.replyCode !== null) expect(String(event.replyCode)).toMatch(/^[2-5]\d\d$/);
  if (event.delayMs !== null) expect(event.delayMs).toBeGreaterThanOrEqual(0);
  for (const [name, value] of Object.entries(event)) if (name !== 'outcome') expect(value, name).not.toBe('');
}
