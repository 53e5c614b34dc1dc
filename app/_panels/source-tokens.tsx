import { storeFor } from '@/app/_access/store';
import { endSourceToken, issueSourceToken } from '@/app/(dashboard)/sources/actions';
import { tokensOf } from '@/lib/auth/tokens';
import { readEnv } from '@/lib/env';
import type { SourceSummary } from '@/lib/queries/source-list';
import { visible } from '../_components/format/foreign-text';
import { duration, stamp } from '../_components/format/time';
import { CopyText } from '../_components/ui/copy-text';
import { NewToken } from '../_components/ui/new-token';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

/** Where is it posted to, and who may? */
export async function sourceTokens({ scope, timeZone }: Question, { id, name, kind }: SourceSummary) {
  const tokens = await tokensOf(await storeFor('viewer'), id);
  const { now } = scope.range;
  const path = `/api/v1/${kind === 'webhook' ? 'webhooks' : 'ingest'}/${encodeURIComponent(name)}`;
  const live = tokens.filter(({ revokedAt }) => revokedAt === null);
  return (
    <>
      <PanelHeader
        title={`${live.length} ${live.length === 1 ? 'token' : 'tokens'} in force`}
        note="To change a token: make a new one, give it to the sender, then revoke the old one"
      />
      <CopyText text={`${readEnv().publicUrl ?? ''}${path}`} />
      <ul className="my-2">
        {tokens.map((token) => (
          <li key={token.id} className="flex flex-wrap items-baseline gap-x-4 border-line border-b py-1.5">
            <span className="font-mono text-xs">{token.prefix}…</span>
            <span className="text-ink-2 text-xs">
              made by {visible(token.createdBy)}, {stamp(token.createdAt, timeZone)}
            </span>
            <span className="text-xs">
              {token.lastUsedAt
                ? `last used ${duration(now.getTime() - token.lastUsedAt.getTime())} ago`
                : 'never used'}
            </span>
            <span className="ml-auto">
              {token.revokedAt ? (
                <span className="text-ink-3 text-xs">revoked {stamp(token.revokedAt, timeZone)}</span>
              ) : (
                <form action={endSourceToken}>
                  <input type="hidden" name="sourceId" value={id} />
                  <input type="hidden" name="tokenId" value={token.id} />
                  <SubmitButton label={`Revoke ${token.prefix}`}>Revoke</SubmitButton>
                </form>
              )}
            </span>
          </li>
        ))}
      </ul>
      <NewToken sourceId={id} issue={issueSourceToken} />
    </>
  );
}
