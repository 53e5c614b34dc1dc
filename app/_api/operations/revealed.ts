import { z } from 'zod';
import { readEventId } from '@/lib/queries/event-row';
import { AddressHash } from '@/lib/store/address-hash';
import { revealRecipient } from '@/lib/store/reveal-recipient';
import { revealRecord } from '@/lib/store/reveal-record';
import { addressKey } from '@/lib/store/settings';
import { type Operation, operation } from '../operation';
import { conflict, gone, notUnderstood } from '../refusals';

const EventPath = z.strictObject({ id: z.string() });

const record = operation({
  id: 'revealRecord',
  method: 'POST',
  path: '/events/{id}/record',
  group: 'Events',
  needs: 'operator',
  summary: 'The record that an event was read from, addresses and all; who looked is written down',
  pathFields: EventPath,
  answer: z.strictObject({
    where: z.string(),
    text: z.string().nullable().meta({ description: 'null: it is gone' }),
    isCut: z.boolean(),
    why: z.string().nullable().meta({ description: 'Why it cannot be shown' }),
  }),
  example: { where: '/var/log/mail.log, byte 512', text: 'Nov 21 …', isCut: false, why: null },
  async run({ path }, { db, by }) {
    const key = readEventId(path.id);
    const found = key && (await revealRecord(db, by, key));
    if (!found) throw gone('event');
    return found.kind === 'found'
      ? { where: found.where, text: found.text, isCut: found.isCut, why: null }
      : { where: found.where, text: null, isCut: false, why: found.why };
  },
});

const recipient = operation({
  id: 'revealRecipient',
  method: 'POST',
  path: '/events/{id}/recipient',
  group: 'Events',
  needs: 'operator',
  summary: 'The whole address of an event’s recipient, where addresses are kept; who looked is written down',
  pathFields: EventPath,
  answer: z.strictObject({ address: z.string() }),
  example: { address: 'ana@example.com' },
  async run({ path }, { db, by, box }) {
    const key = readEventId(path.id);
    if (!key) throw gone('event');
    const event = { ...key, originId: BigInt(key.originId), position: BigInt(key.position) };
    const revealed = await revealRecipient(db, box(), by, event);
    if ('address' in revealed) return revealed;
    if (revealed.refusal === 'absent') throw gone('event that names somebody');
    throw conflict(
      'Its address was not kept: they are where BOUNCEBOARD_KEEP_ADDRESSES_DAYS is set, from then on.',
    );
  },
});

const hash = operation({
  id: 'hashOf',
  method: 'POST',
  path: '/hashes',
  group: 'Events',
  needs: 'viewer',
  summary: 'What an address or a message id is kept as: events and suppressions are sought by it',
  description: 'Sent, not linked to: what is sought names a person. Nothing of it is kept.',
  body: z.strictObject({ value: z.string().trim().min(1).max(1000) }),
  bodyExample: { value: 'ana@example.com' },
  answer: z.strictObject({ hash: z.string() }),
  example: { hash: '0123456789abcdef' },
  async run({ body: { value } }, { db }) {
    const made = new AddressHash(await addressKey(db)).of(value.replace(/^<|>$/g, ''));
    if (made) return { hash: made.toString('hex') };
    throw notUnderstood([{ field: 'value', message: 'an address or a message id' }]);
  },
});

export const REVEALED: readonly Operation[] = [record, recipient, hash];
