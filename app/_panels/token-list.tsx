import { storeFor } from '@/app/_access/store';
import { issueTokenHere, revokeTokenHere } from '@/app/(dashboard)/settings/tokens/actions';
import { type ApiTokenRow, apiTokens } from '@/lib/queries/api-tokens';
import { sourceNames } from '@/lib/queries/source-names';
import { visible } from '../_components/format/foreign-text';
import { date, moment } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import { TokenForm } from '../_components/ui/token-form';

/** Which programs may do what? */
export async function tokenList(timeZone: string) {
  const tokens = await apiTokens(await storeFor('administrator'));
  const now = new Date();
  const good = tokens.filter((token) => isGood(token, now));
  return (
    <>
      <PanelHeader
        title={good.length === 1 ? 'One token is good' : `${good.length} tokens are good`}
        note="Only their hashes are stored. Whoever has one may do what it says, and nothing else."
      />
      {tokens.length === 0 && <EmptyState title="None yet" />}
      <ul>
        {tokens.map((token) => (
          <li key={token.id} className="flex items-start justify-between gap-4 border-line border-b py-2">
            <div className={`min-w-0 ${isGood(token, now) ? '' : 'text-ink-3'}`}>
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="font-medium [overflow-wrap:anywhere]">{token.name}</span>
                <span className="font-mono text-xs">{token.prefix}…</span>
              </p>
              <p className="text-ink-3 text-xs">{about(token, now, timeZone)}</p>
            </div>
            {isGood(token, now) && (
              <form action={revokeTokenHere}>
                <input type="hidden" name="id" value={token.id} />
                <SubmitButton label={`Revoke: ${token.name}`}>Revoke</SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const isGood = ({ revokedAt, expiresAt }: ApiTokenRow, now: Date): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt > now);

function about(token: ApiTokenRow, now: Date, timeZone: string): string {
  const { revokedAt, expiresAt, lastUsedAt, scopes, source, createdBy, createdAt } = token;
  return [
    revokedAt && `revoked ${date(revokedAt, timeZone)}`,
    expiresAt && `${expiresAt > now ? 'good until' : 'expired'} ${date(expiresAt, timeZone)}`,
    source && `pushes to ${visible(source)}`,
    ...GOOD_FOR.filter(({ id }) => scopes.includes(id)).map(({ does }) => does),
    lastUsedAt ? `last used ${moment(lastUsedAt, timeZone)}` : 'never used',
    `made by ${visible(createdBy)} ${date(createdAt, timeZone)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Of more than one source. */
const GOOD_FOR = [
  { id: 'read', title: 'Read by the API', does: 'reads by the API' },
  { id: 'admin', title: 'Read and change by the API', does: 'reads and changes by the API' },
  { id: 'annotate', title: 'Annotate charts', does: 'annotates charts' },
];

/** What else may a program do? */
export async function tokenEditor() {
  const names = await sourceNames(await storeFor('administrator'));
  const choices = [
    ...names.map(({ id, name }) => ({ id: String(id), title: `Push to ${visible(name)}` })),
    ...GOOD_FOR,
  ];
  return (
    <>
      <PanelHeader
        title="A new token"
        note="For a program that pushes records to one source, annotates, or asks the API."
      />
      <TokenForm choices={choices} issue={issueTokenHere} />
    </>
  );
}
