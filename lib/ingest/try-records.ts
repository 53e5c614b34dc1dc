import type { ClassifyEvent } from '@/lib/classify/classify-event';
import { parseOutput } from '@/lib/formats/format';
import { RecordReader } from '@/lib/formats/framing';
import { formatById, recogniseFormat } from '@/lib/formats/index';
import { maskAddress, redactAddresses } from '@/lib/mail/masked-address';
import type { Verdict } from '@/lib/mail/verdict';

/** What would be made of some records, if they were sent. */
export type Tried =
  | {
      kind: 'unrecognised';
      /** Ids of formats that it may be. */
      considered: string[];
    }
  | {
      kind: 'parsed';
      /** Its id. */
      format: string;
      events: TriedEvent[];
      records: { event: number; context: number; ignored: number; unparsed: number };
      unparsed: { reason: string; text: string }[];
    };

/** As it would be stored, and shown. */
export interface TriedEvent {
  at: Date;
  outcome: string;
  recipient: string | null;
  mxHost: string | null;
  replyCode: number | null;
  statusCode: string | null;
  diagnostic: string | null;
  verdict: Pick<Verdict, 'provider' | 'category' | 'action' | 'rule'>;
}

const MOST_SHOWN = 20;

/** Reads records without keeping anything of them. `format` is an id, or `auto`. */
export function tryRecords(
  text: string,
  format: string,
  context: { referenceTime: number; timeZone: string },
  classify: ClassifyEvent,
): Tried {
  const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
  const { format: recognised, candidates } = recogniseFormat(bytes);
  const chosen = format === 'auto' ? recognised : formatById(format);
  if (!chosen) return { kind: 'unrecognised', considered: candidates.map((one) => one.format.id) };
  const output = parseOutput();
  const reader = new RecordReader(chosen, { ...context, isWhole: true });
  reader.push(bytes, output);
  reader.finish(output);
  return {
    kind: 'parsed',
    format: chosen.id,
    records: output.records,
    unparsed: output.unparsed.map(({ reason, text: record }) => ({ reason, text: record })),
    events: output.events.slice(0, MOST_SHOWN).map((event) => {
      const { provider, category, action, rule, replyCode, statusCode } = classify(event);
      return {
        at: new Date(event.at),
        outcome: event.outcome,
        recipient: event.recipient && maskAddress(event.recipient),
        mxHost: event.mxHost,
        replyCode,
        statusCode,
        diagnostic: event.diagnostic === null ? null : redactAddresses(event.diagnostic),
        verdict: { provider, category, action, rule },
      };
    }),
  };
}
