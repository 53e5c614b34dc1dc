import { type ParseOutput, parseOutput } from '@/lib/formats/format';
import { mail } from '@/lib/formats/mail';
import { ses } from '@/lib/formats/ses';
import type { DeliveryEvent } from '@/lib/mail/delivery-event';

const CONTEXT = { referenceTime: Date.UTC(2024, 0, 1), timeZone: 'UTC' };

export function parseBytes(source: string | Buffer, offset = 0): ParseOutput {
  const output = parseOutput();
  mail([ses]).open(CONTEXT).parse(Buffer.from(source), offset, output);
  return output;
}

/** The events of one mail. */
export const parseMail = (source: string | Buffer): DeliveryEvent[] => parseBytes(source).events;
