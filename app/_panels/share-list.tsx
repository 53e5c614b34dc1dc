import { storeFor } from '@/app/_access/store';
import { revokeShareHere, shareHere } from '@/app/(dashboard)/settings/shares/actions';
import { type ShareLinkRow, shareLinks } from '@/lib/queries/share-links';
import { visible } from '../_components/format/foreign-text';
import { date, moment } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { ShareForm } from '../_components/ui/share-form';
import { SubmitButton } from '../_components/ui/submit-button';
import { sharedWords } from './shared-words';

/** What may be seen without an account? */
export async function shareList(timeZone: string) {
  const links = await shareLinks(await storeFor('operator'));
  const now = new Date();
  const good = links.filter((link) => isGood(link, now)).length;
  return (
    <>
      <PanelHeader
        title={good === 1 ? 'One link is good' : `${good} links are good`}
        note="Whoever has one sees that page in that range with those filters, without recipients, and nothing else."
      />
      {links.length === 0 && <EmptyState title="Nothing is shared" />}
      <ul>
        {links.map((link) => (
          <li key={link.id} className="flex items-start justify-between gap-4 border-line border-b py-2">
            <div className={`min-w-0 ${isGood(link, now) ? '' : 'text-ink-3'}`}>
              <p className="font-medium [overflow-wrap:anywhere]">{visible(link.name)}</p>
              <p className="text-ink-2 text-xs [overflow-wrap:anywhere]">
                {visible(new URL(link.href, 'http://ours.invalid').pathname)},{' '}
                {sharedWords(link.href, timeZone)}
              </p>
              <p className="text-ink-3 text-xs">{about(link, now, timeZone)}</p>
            </div>
            {isGood(link, now) && (
              <form action={revokeShareHere}>
                <input type="hidden" name="id" value={link.id} />
                <SubmitButton label={`Revoke: ${visible(link.name)}`}>Revoke</SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const isGood = ({ revokedAt, expiresAt }: ShareLinkRow, now: Date): boolean =>
  revokedAt === null && expiresAt > now;

function about(link: ShareLinkRow, now: Date, timeZone: string): string {
  const { revokedAt, expiresAt, lastUsedAt, createdBy, createdAt } = link;
  return [
    revokedAt && `revoked ${date(revokedAt, timeZone)}`,
    `${expiresAt > now ? 'good until' : 'expired'} ${date(expiresAt, timeZone)}`,
    lastUsedAt ? `last used ${moment(lastUsedAt, timeZone)}` : 'never used',
    `made by ${visible(createdBy)} ${date(createdAt, timeZone)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What else is to be seen? */
export function shareEditor(href: string) {
  return (
    <>
      <PanelHeader
        title="A new link"
        note="Of the overview, Providers, a provider, a code or Enforcement, as its address says"
      />
      <ShareForm href={href} share={shareHere} />
    </>
  );
}
