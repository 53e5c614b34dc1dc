import type { Db } from '@/lib/db';
import { limitedTo } from '@/lib/store/limited-db';
import { Prisma } from '@/prisma/generated/client';

/** The beginning of today: within what pages show, and of a bucket of any width. */
const AT = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
const DAY = AT.toISOString().slice(0, 10);
const ENDS = new Date(AT.getTime() + 7 * 86_400_000);
const SETTINGS = {
  ...{ rate: 'hard-bounce', groupBy: 'overall', threshold: 0.5, windowsMinutes: [60], minimumRecipients: 1 },
  ...{ forMinutes: 0, keepFiringMinutes: 0 },
};
const NUMBERS = { numerator: 1n, denominator: 2n };

/** A row of every table that belongs to a workspace, each with `word` wherever it holds words. */
export async function fillWorkspace(
  db: Db,
  workspaceId: number,
  word: string,
): Promise<{ sourceId: number }> {
  const source = await db.source.create({
    data: {
      name: `${word}.example`,
      kind: 'push',
      timeZone: 'UTC',
      workspaceId,
      receivedAt: AT,
      watermarkAt: AT,
    },
  });
  const sourceId = source.id;
  await db.fileGeneration.create({
    data: {
      ...{ sourceId, path: `/var/log/${word}`, name: word, device: 1n, inode: BigInt(sourceId), birthMs: 1n },
      ...{ headHash: word, headBytes: 1, tailHash: word, format: 'postfix', referenceAt: AT, sizeBytes: 1n },
    },
  });
  await db.ingestBatch.create({
    data: { sourceId, format: 'postfix', content: Buffer.from(word), fault: word, state: 'dead' },
  });
  await db.ingestStream.create({ data: { sourceId, format: 'postfix', parserState: word } });
  await db.webhookSubscription.create({
    data: { sourceId, topicArn: word, subscribeUrl: word, askedAt: AT },
  });
  const upload = await db.upload.create({
    data: {
      sourceId,
      name: `${word}.log`,
      format: 'postfix',
      sizeBytes: 1n,
      modifiedAt: AT,
      createdBy: word,
    },
  });
  await db.uploadPart.create({
    data: { sourceId, uploadId: upload.id, position: 0n, content: Buffer.from(word) },
  });
  await db.unparsedRecord.create({
    data: { sourceId, originId: 1n, position: 0n, reason: word, text: word },
  });
  await db.sourceGap.create({ data: { sourceId, originId: 1n, position: 0n, reason: word } });
  await db.keptAddress.create({ data: { sourceId, recipientHash: 1n, sealed: word } });
  const places = { firstPosition: 0n, lastPosition: 0n, firstAt: AT, lastAt: AT };
  await db.recordedBatch.create({
    data: { sourceId, transactionId: 1n, originId: 1n, ...places },
  });
  await suppressSomebody(db, workspaceId, sourceId, word);
  await countSomething(db, sourceId, word);
  await db.apiToken.create({
    data: { name: word, prefix: word, hash: word, scopes: ['ingest'], sourceId, createdBy: word },
  });
  await db.apiToken.create({
    data: {
      name: word,
      prefix: `${word} all`,
      hash: `${word} all`,
      scopes: ['read'],
      workspaceId,
      createdBy: word,
    },
  });
  await tell(db, workspaceId, word);
  await limitedTo(db, [workspaceId]).auditEntry.create({
    data: { actor: word, action: 'source.created', subject: word },
  });
  return { sourceId };
}

/** All that a workspace holds, to tell whether any of it was changed. */
export async function snapshotOf(db: Db, workspaceId: number): Promise<Record<string, string>> {
  const limited = limitedTo(db, [workspaceId]);
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS "name" FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
      AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relrowsecurity ORDER BY 1`;
  const rows = tables.map(async ({ name }) => {
    const all = Prisma.raw(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`);
    return [name, JSON.stringify(await limited.$queryRaw(Prisma.sql`${all}`))] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

async function suppressSomebody(db: Db, workspaceId: number, sourceId: number, word: string): Promise<void> {
  const about = { recipientHash: 1n, recipient: `***@${word}.example`, address: word, diagnostic: word };
  await db.recipientFault.create({
    data: { ...about, sourceId, originId: 1n, position: 0n, at: AT, kind: 'dead-mailbox', labelSetId: 1 },
  });
  await db.suppression.create({
    data: { ...about, workspaceId, domain: `${word}.example`, state: 'suppressed', handNote: word },
  });
  await db.suppressionChange.create({
    data: { workspaceId, recipientHash: 1n, at: AT, state: 'suppressed', note: word },
  });
}

async function countSomething(db: Db, sourceId: number, word: string): Promise<void> {
  const { id: labelSetId } = await db.labelSet.create({
    data: {
      ...{ fingerprint: `00000000-0000-4000-8000-${String(sourceId).padStart(12, '0')}`, outcome: 'bounced' },
      ...{ enforcement: false, rule: 'unclassified', sendingDomain: `${word}.example`, campaign: word },
    },
  });
  const { id: mxHostId } = await db.mxHost.create({ data: { name: `mx.${word}.example` } });
  await db.sourceLabelSet.create({ data: { sourceId, labelSetId } });
  await db.sourceMxHost.create({ data: { sourceId, mxHostId } });
  for (const bucketMinutes of [5, 60, 1440]) {
    const data = { sourceId, bucketMinutes, bucketAt: AT, labelSetId, events: 7n };
    await db.rollup.create({ data });
    await db.answerRollup.create({ data });
  }
  const delay = { sourceId, bucketMinutes: 60, bucketAt: AT, provider: word, step: 40, deliveries: 7n };
  await db.delayRollup.create({ data: delay });
  const partition = `CREATE TABLE IF NOT EXISTS event_${DAY.replaceAll('-', '')} PARTITION OF event
    FOR VALUES FROM ('${DAY}') TO ('${ENDS.toISOString().slice(0, 10)}')`;
  await db.$executeRaw(Prisma.raw(partition));
  await db.event.create({
    data: {
      sourceId,
      originId: 1n,
      position: 0n,
      at: AT,
      labelSetId,
      mxHostId,
      recipient: `***@${word}.example`,
      diagnostic: `550 ${word}`,
    },
  });
}

async function tell(db: Db, workspaceId: number, word: string): Promise<void> {
  const rule = await db.alertRule.create({
    data: { kind: 'rate-above', name: word, severity: 'warning', settings: SETTINGS, workspaceId },
  });
  const incident = await db.incident.create({
    data: {
      cause: `sending-domain=${word}.example`,
      severity: 'warning',
      title: word,
      openedAt: AT,
      lastAt: AT,
      workspaceId,
    },
  });
  const of = {
    ruleId: rule.id,
    series: `sending-domain=${word}.example`,
    incidentId: incident.id,
    ...NUMBERS,
  };
  await db.alertState.create({ data: { ...of, state: 'firing', since: AT, evaluatedAt: AT } });
  await db.alertTransition.create({
    data: { ...of, fromState: 'pending', toState: 'firing', reason: word, at: AT },
  });
  await db.silence.create({
    data: { matchers: [], startsAt: AT, endsAt: ENDS, createdBy: word, note: word, workspaceId },
  });
  await db.annotation.create({
    data: { kind: 'other', text: word, startsAt: AT, createdBy: word, workspaceId },
  });
  const view = await db.savedView.create({
    data: { name: word, href: `/?q=${word}`, createdBy: word, workspaceId },
  });
  await db.defaultView.create({ data: { workspaceId, whose: 'everybody', viewId: view.id } });
  await db.shareLink.create({
    data: {
      ...{ tokenHash: word, name: word, href: `/?q=${word}`, createdBy: word, expiresAt: ENDS },
      workspaces: [workspaceId],
    },
  });
  const channel = await db.channel.create({
    data: { name: word, kind: 'webhook', settings: { url: `https://${word}.example/` }, workspaceId },
  });
  await db.notificationRoute.create({ data: { channelId: channel.id, severities: [word] } });
  await db.notification.create({
    data: { channelId: channel.id, incidentId: incident.id, about: word, reason: word, dueAt: AT },
  });
}
