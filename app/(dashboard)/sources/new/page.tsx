import Link from 'next/link';
import { requireRole } from '@/app/_access/person';
import { ConnectForm } from '@/app/_components/ui/connect-form';
import { PageTitle } from '@/app/_components/ui/page-title';
import { PanelHeader } from '@/app/_components/ui/panel-header';
import { settingFields } from '@/app/_components/ui/setting-field';
import { TryLines } from '@/app/_components/ui/try-lines';
import { FORMAT_CHOICES } from '@/app/_panels/format-choices';
import { type Question, questionOf, type SearchParams } from '@/app/_panels/question';
import { SenderChoice } from '@/app/_panels/sender-choice';
import { sourceStandings } from '@/app/_panels/source-answers';
import { type Sender, senderById } from '@/app/_setup/senders';
import { serviceLabels, unaskedSettings } from '@/app/_setup/service-settings';
import { WAYS, type WayId, wayById } from '@/app/_setup/ways';
import { readEnv } from '@/lib/env';
import { sourceKindOf } from '@/lib/source-kinds/index';
import { connect, tryLines } from './actions';

export const metadata = { title: 'Connect a source' };

export default async function NewSource({ searchParams }: { searchParams: SearchParams }) {
  await requireRole('operator');
  const question = await questionOf(searchParams);
  const { sender: asked, way } = await searchParams;
  const sender = typeof asked === 'string' ? senderById(asked) : null;
  return (
    <>
      <PageTitle title={sender ? `Connect ${sender.title}` : 'Connect a source'}>
        <span className="order-first text-ink-3">
          <Link href={question.link('/sources')} className="hover:text-ink">
            Sources /
          </Link>
          {sender && (
            <>
              {' '}
              <Link href={question.link('/sources/new')} className="hover:text-ink">
                Connect /
              </Link>
            </>
          )}
        </span>
      </PageTitle>
      {sender ? (
        <Setup sender={sender} asked={typeof way === 'string' ? way : ''} question={question} />
      ) : (
        <SenderChoice link={question.link} />
      )}
    </>
  );
}

/** Its ways, the form of the one that was chosen, and a place to try lines. */
async function Setup({ sender, asked, question }: { sender: Sender; asked: string; question: Question }) {
  const wayId: WayId = sender.ways.find((id) => id === asked) ?? sender.ways[0]!;
  const kind = sourceKindOf(wayById(wayId)!.kind)!;
  const taken = (await sourceStandings(question.scope.range.now)).map(({ source }) => source.name);
  const hidden = wayId === 'webhook' ? unaskedSettings(sender.id) : [];
  const fields = settingFields(kind.settings, kind.secrets).filter(({ name }) => !hidden.includes(name));
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-2">
      <div className="grid content-start gap-6">
        {sender.ways.length > 1 && (
          <nav aria-label="Ways" className="grid gap-px border-line border-y bg-line">
            {sender.ways.map((id) => (
              <Link
                key={id}
                href={question.link(`/sources/new?sender=${sender.id}&way=${id}`)}
                aria-current={id === wayId ? 'true' : undefined}
                className="flex flex-wrap gap-x-3 border-transparent border-l-2 bg-page py-1.5 pl-3 hover:bg-raised aria-[current=true]:border-accent"
              >
                <span className="font-medium">{WAYS[id].title}</span>
                <span className="text-ink-2">{WAYS[id].summary}</span>
              </Link>
            ))}
          </nav>
        )}
        <ConnectForm
          key={wayId}
          sender={sender.id}
          way={wayId}
          fields={fields}
          preset={{
            name: freeName(sender.id, taken),
            timeZone: readEnv().timeZone,
            log: sender.log ?? '',
            ...(kind.kind === 'file' && { paths: sender.log ?? '' }),
            ...(kind.kind === 'webhook' && { service: sender.id }),
          }}
          labels={serviceLabels(sender.id)}
          asksForLog={['push', 'vector'].includes(wayId)}
          connect={connect}
        />
      </div>
      <section aria-label="Try a line">
        <PanelHeader title="Paste a line, and see what is made of it" note="Nothing of it is kept" />
        <TryLines format={sender.format} formats={FORMAT_CHOICES} tryLines={tryLines} />
      </section>
    </div>
  );
}

function freeName(id: string, taken: readonly string[]): string {
  const name = id.replaceAll('_', '-');
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(wanted)) return wanted;
  }
}
