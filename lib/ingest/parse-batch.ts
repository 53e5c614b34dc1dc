import { type ParseOutput, parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { formatById } from '@/lib/formats/index';
import { unpacked } from '@/lib/sources/read-input';
import type { InboxLedger } from '@/lib/store/batch';
import type { IngestBatch } from '@/lib/store/inbox';
import type { EventBatch } from './record-judged';

/** What a batch holds once unpacked is parsed in memory: more than that is no batch but a bomb. */
const LONGEST_CONTENT = 256 << 20;

/** Where the parser of a stream stands. */
export interface Place {
  position: number;
  parserState: string | null;
}

/** What a batch holds, and where it brings its stream; nobody has judged it yet. */
export type ParsedBatch = EventBatch & { ledger: InboxLedger };

/** @throws Error where it is damaged, or no format is called as it says. */
export async function parseBatch(
  batch: Pick<IngestBatch, 'sourceId' | 'id' | 'format' | 'content' | 'receivedAt'>,
  place: Place,
  { owner, timeZone }: { owner: string; timeZone: string },
): Promise<ParsedBatch> {
  const format = formatById(batch.format);
  if (!format) throw new Error(`no format is called "${batch.format}"`);
  const context = { referenceTime: batch.receivedAt.getTime(), isWhole: true, timeZone };
  const reader = new RecordReader(format, context, place.position, place.parserState ?? undefined);
  const { events, records: counts, unparsed } = await parse(reader, Buffer.from(batch.content));
  return {
    ...{ sourceId: batch.sourceId, originId: Number(batch.id), format: format.id },
    ...{ events, records: counts, unparsed },
    ledger: {
      kind: 'inbox',
      format: format.id,
      from: place.position,
      to: reader.position,
      parserState: reader.save(),
      leaseOwner: owner,
    },
  };
}

/** The last record of a batch is whole, also without its line end: senders hold back what is not. */
async function parse(reader: RecordReader, content: Buffer): Promise<ParseOutput> {
  const output = parseOutput();
  const from = reader.position;
  for await (const chunk of unpacked(chunksOf(content))) {
    reader.push(chunk, output);
    if (reader.position - from > LONGEST_CONTENT)
      throw new Error(`holds more than ${LONGEST_CONTENT >> 20} MB once unpacked`);
  }
  reader.finish(output);
  return output;
}

async function* chunksOf(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
