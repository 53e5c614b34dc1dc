import type { Db } from '@/lib/db';
import type { SecretBox } from '@/lib/secret-box';
import { FileSettings } from '@/lib/source-kinds/file';
import { WebhookSettings } from '@/lib/source-kinds/webhook';
import { type Actor, audit } from '@/lib/store/audit';
import { createSource, type GivenSource, SourceRefused } from '@/lib/store/source-settings';
import { serviceById } from '@/lib/webhooks/services';
import { issueToken, revokeToken } from './tokens';

export interface Connected {
  id: number;
  name: string;
  /** Shown once; null where nobody has to show one. */
  token: string | null;
}

const BESIDE_SAMPLE = 'the sample data is kept apart: choose another workspace at the top of the page';

/** Makes a source with all that its sender needs, or nothing of it. @throws SourceRefused */
export async function connectSource(
  db: Db,
  box: SecretBox,
  by: Actor,
  given: GivenSource,
): Promise<Connected> {
  return db.$transaction(async (transaction) => {
    const source = await createSource(transaction, box, given);
    const { isSample } = await transaction.workspace.findUniqueOrThrow({ where: { id: source.workspaceId } });
    if (isSample) throw new SourceRefused([{ field: '', message: BESIDE_SAMPLE }]);
    if (source.kind === 'file') {
      const { paths } = FileSettings.parse(source.settings);
      await transaction.source.update({ where: { id: source.id }, data: { paths } });
    }
    const token = needsToken(given)
      ? (await issueToken(transaction, ingestToken(source, by.name))).token
      : null;
    await audit(transaction, by, 'source.created', source.name, { kind: source.kind });
    return { id: source.id, name: source.name, token };
  });
}

/** One more token for a source: until the old one is revoked both are good, so that senders can be changed over. */
export async function addSourceToken(db: Db, by: Actor, sourceId: number): Promise<string> {
  return db.$transaction(async (transaction) => {
    const source = await transaction.source.findUniqueOrThrow({ where: { id: sourceId } });
    const { token } = await issueToken(transaction, ingestToken(source, by.name));
    await audit(transaction, by, 'source.token-issued', source.name);
    return token;
  });
}

export async function revokeSourceToken(
  db: Db,
  by: Actor,
  sourceId: number,
  tokenId: number,
  now: Date,
): Promise<void> {
  await db.$transaction(async (transaction) => {
    const token = await transaction.apiToken.findFirst({ where: { id: tokenId, sourceId } });
    if (!token || !(await revokeToken(transaction, tokenId, now))) return;
    const { name } = await transaction.source.findUniqueOrThrow({ where: { id: sourceId } });
    await audit(transaction, by, 'source.token-revoked', name, { prefix: token.prefix });
  });
}

const ingestToken = (source: { id: number; name: string }, createdBy: string) => ({
  name: source.name,
  scopes: ['ingest' as const],
  sourceId: source.id,
  expiresAt: null,
  createdBy,
});

/** What is pushed shows a token; a service that signs what it posts has its own way. */
function needsToken({ kind, settings }: GivenSource): boolean {
  if (kind !== 'webhook') return kind === 'push';
  const { data } = WebhookSettings.safeParse(settings);
  return data !== undefined && serviceById(data.service)?.verify === null;
}
