import { notFound } from 'next/navigation';
import { letGuestIn } from '@/app/_access/guest';
import { visible } from '@/app/_components/format/foreign-text';
import { moment } from '@/app/_components/format/time';
import { ReadOnlyPage } from '@/app/_components/ui/read-only';
import { sharedPage } from '@/app/_panels/shared-pages';
import { SharedSample } from '@/app/_panels/shared-sample';
import { sharedWords } from '@/app/_panels/shared-words';
import { viewerZone } from '@/app/_panels/viewer-zone';

export const metadata = {
  title: 'Shared page',
  robots: { index: false, follow: false },
  referrer: 'no-referrer' as const,
};

/** One page as somebody shared it. What it shows follows from the link as it is stored, whatever is added to its
 * address. */
export default async function SharedPage({ params }: { params: Promise<{ token: string }> }) {
  const link = await letGuestIn((await params).token);
  const shown = sharedPage(link.href);
  if (!shown) notFound();
  const { timeZone } = await viewerZone();
  return (
    <ReadOnlyPage>
      <p className="mb-4 border-line border-b pb-3 text-ink-2">
        <span className="font-medium text-ink">{visible(link.name)}</span>, {sharedWords(link.href, timeZone)}
        . To be seen until {moment(link.expiresAt, timeZone)} {timeZone}; it names no recipients.
      </p>
      <SharedSample />
      <shown.Page {...shown.props} />
    </ReadOnlyPage>
  );
}
