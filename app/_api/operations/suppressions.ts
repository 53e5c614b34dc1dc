import { z } from 'zod';
import { readHash } from '@/app/_panels/hash-text';
import { REASONS, readRecipient, writeRecipient } from '@/app/_panels/suppression-words';
import { domainOf } from '@/lib/mail/address';
import { onlyWorkspace } from '@/lib/queries/only-workspace';
import { suppressionHistory } from '@/lib/queries/suppression-history';
import { type SuppressionRow, suppressionList } from '@/lib/queries/suppression-list';
import { AddressHash } from '@/lib/store/address-hash';
import { addressKey } from '@/lib/store/settings';
import { reinstate, suppressByHand } from '@/lib/store/suppress-by-hand';
import { Time, time, timeOrNull } from '../asked-scope';
import { PlaceTime } from '../kept-time';
import { type Operation, operation } from '../operation';
import { cursorOf, nextPage, PAGE_QUERY, pageOf } from '../paging';
import { conflict, gone } from '../refusals';

const Suppression = z
  .strictObject({
    id: z.string().meta({ description: 'Workspace and keyed hash of the address' }),
    recipient: z.string().meta({ description: 'Local part masked' }),
    state: z.enum(['suppressed', 'reinstated']),
    reason: z.string().nullable(),
    at: Time.meta({ description: 'When it came to stand so' }),
    faults: z.number().meta({ description: 'What speaks against the address' }),
    lastFaultAt: Time.nullable(),
    deliveredAt: Time.nullable(),
    by: z.string().nullable(),
    note: z.string().nullable(),
    provider: z.string().nullable(),
    replyCode: z.int().nullable(),
    statusCode: z.string().nullable(),
    rule: z.string().nullable(),
    diagnostic: z.string().nullable(),
  })
  .meta({ id: 'Suppression' });

const EXAMPLE: z.infer<typeof Suppression> = {
  ...{ id: '1-0123456789abcdef', recipient: 'a***@example.com', state: 'suppressed', reason: 'dead-mailbox' },
  ...{
    at: '2026-11-21T09:00:00.000Z',
    faults: 1,
    lastFaultAt: '2026-11-21T09:00:00.000Z',
    deliveredAt: null,
  },
  ...{ by: null, note: null, provider: 'gmail', replyCode: 550, statusCode: '5.1.1', rule: 'gmail/5.1.1' },
  diagnostic: '550-5.1.1 The email account that you tried to reach does not exist.',
};

const shown = (row: SuppressionRow): z.infer<typeof Suppression> => ({
  id: writeRecipient(row),
  recipient: row.recipient,
  state: row.state === 'suppressed' ? 'suppressed' : 'reinstated',
  reason: row.reason,
  at: time(row.at),
  faults: row.faults,
  ...{ lastFaultAt: timeOrNull(row.lastFaultAt), deliveredAt: timeOrNull(row.deliveredAt) },
  ...{ by: row.handBy, note: row.handNote, provider: row.provider, replyCode: row.replyCode },
  ...{ statusCode: row.statusCode, rule: row.rule, diagnostic: row.diagnostic },
});

const RecipientPath = z.strictObject({
  id: z.string().regex(/^[1-9]\d{0,8}-[0-9a-f]{16}$/, 'as the list has it'),
});
const Note = z.string().trim().min(1, 'say why: it is written down').max(500);
const Place = z.strictObject({ at: PlaceTime, id: z.string() }).transform(({ at, id }, context) => {
  const recipient = readRecipient(id);
  if (recipient) return { at, ...recipient };
  context.addIssue('no recipient');
  return z.NEVER;
});

const list = operation({
  id: 'listSuppressions',
  method: 'GET',
  path: '/suppressions',
  group: 'Suppressions',
  needs: 'viewer',
  summary: 'Who should have no more mail, the latest first',
  query: z.strictObject({
    state: z.enum(['suppressed', 'reinstated']).default('suppressed'),
    reason: z.enum(REASONS.map(({ id }) => id)).optional(),
    domain: z.string().min(1).max(253).optional(),
    recipientHash: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'sixteen hexadecimal digits, as /hashes answers')
      .optional()
      .meta({ description: 'Of one address, by its keyed hash' }),
    ...PAGE_QUERY,
    cursor: cursorOf(Place),
  }),
  answer: pageOf(Suppression),
  example: { data: [EXAMPLE], next: null },
  async run({ query: { state, reason = null, domain = null, recipientHash = null, cursor, limit } }, { db }) {
    const hash = recipientHash === null ? null : readHash(recipientHash);
    const search = { state, reason, domain: domain?.toLowerCase() ?? null, recipientHash: hash };
    const found = await suppressionList(db, search, cursor, limit + 1);
    const last = found[limit - 1];
    const place = last && found.length > limit ? { at: last.at.getTime(), id: writeRecipient(last) } : null;
    const next = place && nextPage('/suppressions', { state, reason, domain, recipientHash, limit }, place);
    return { data: found.slice(0, limit).map(shown), next };
  },
});

const one = operation({
  id: 'getSuppression',
  method: 'GET',
  path: '/suppressions/{id}',
  group: 'Suppressions',
  needs: 'viewer',
  summary: 'Whether and why an address is suppressed',
  pathFields: RecipientPath,
  answer: Suppression,
  example: EXAMPLE,
  async run({ path }, { db }) {
    const ref = readRecipient(path.id);
    const known = ref && (await suppressionHistory(db, ref.workspaceId, ref.recipientHash));
    if (!known) throw gone('suppression');
    return shown(known.suppression);
  },
});

const add = operation({
  id: 'addSuppression',
  method: 'POST',
  path: '/suppressions',
  group: 'Suppressions',
  needs: 'operator',
  summary: 'Suppresses an address by hand, whatever is known of it',
  description: 'In the one workspace in sight: where there are several, ask with a token of one.',
  body: z.strictObject({
    address: z
      .string()
      .trim()
      .max(320)
      .regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an address such as ana@example.com')
      .refine((address) => domainOf(address) !== null, 'an address has a domain'),
    note: Note,
  }),
  bodyExample: { address: 'ana@example.com', note: 'asked for it by telephone' },
  status: 201,
  answer: z.strictObject({ id: z.string() }),
  example: { id: EXAMPLE.id },
  async run({ body: { address, note } }, { db, by, now, sealAddress }) {
    const recipientHash = new AddressHash(await addressKey(db)).of(address)!.readBigInt64BE();
    const workspaceId = await onlyWorkspace(db);
    if (workspaceId === null) throw conflict('Choose a workspace first, or use a token of one workspace.');
    const wanted = { address, note, recipientHash, sealed: sealAddress(address) };
    await suppressByHand(db, by, workspaceId, wanted, now);
    return { id: writeRecipient({ workspaceId, recipientHash }) };
  },
});

const takeOff = operation({
  id: 'reinstateSuppression',
  method: 'POST',
  path: '/suppressions/{id}/reinstatement',
  group: 'Suppressions',
  needs: 'operator',
  summary: 'Mail may be sent to it again, until something new happens',
  pathFields: RecipientPath,
  body: z.strictObject({ note: Note }),
  bodyExample: { note: 'the mailbox was made anew' },
  answer: z.strictObject({ id: z.string() }),
  example: { id: EXAMPLE.id },
  async run({ path: { id }, body: { note } }, { db, by, now }) {
    const ref = readRecipient(id);
    if (ref && (await reinstate(db, by, ref, note, now))) return { id };
    throw conflict('It is not suppressed, or not any more.');
  },
});

export const SUPPRESSIONS: readonly Operation[] = [list, one, add, takeOff];
