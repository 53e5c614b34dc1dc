import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { type AuditRow, auditEntries } from '@/lib/queries/audit-entries';
import { visible } from '../_components/format/foreign-text';
import { moment, stamp } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';

const A_PAGE = 100;

/** Who did what, when, and from where? */
export async function auditLog({
  before,
  timeZone,
  auditDays,
}: {
  before: string | null;
  timeZone: string;
  auditDays: number | null;
}) {
  const entries = await auditEntries(await storeFor('administrator'), before, A_PAGE);
  const last = entries.length === A_PAGE ? entries.at(-1) : null;
  return (
    <>
      <PanelHeader
        title={before === null ? 'What was done, the latest first' : 'What was done before that'}
        note={`Lines cannot be changed, and are kept ${auditDays === null ? 'for ever' : `for ${auditDays} days`}.`}
      />
      {entries.length === 0 && <EmptyState title="Nothing was done yet" />}
      <ol>
        {entries.map((entry) => (
          <li
            key={entry.id}
            className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 border-line border-b py-1.5 md:grid-cols-[9rem_14rem_minmax(0,1fr)]"
          >
            <time
              dateTime={entry.at.toISOString()}
              title={stamp(entry.at, timeZone)}
              className="font-mono text-xs leading-5"
            >
              {moment(entry.at, timeZone)}
            </time>
            <span className="min-w-0 [overflow-wrap:anywhere] max-md:text-right">
              <bdi>{visible(entry.actor)}</bdi>{' '}
              <span className="font-mono text-ink-3 text-xs">{entry.address}</span>
            </span>
            <Done entry={entry} />
          </li>
        ))}
      </ol>
      {last && (
        <p className="pt-3">
          <Link
            href={`/settings/audit?before=${last.id}`}
            className="text-accent underline underline-offset-2"
          >
            Earlier
          </Link>
        </p>
      )}
    </>
  );
}

/** Actions are named `subject.what-became-of-it`. */
function Done({ entry: { action, subject, details } }: { entry: AuditRow }) {
  const said = details
    .filter(([, value]) => value !== 'null')
    .map(([key, value]) => `${words(key)} ${visible(value)}`)
    .join(', ');
  return (
    <p className="min-w-0 [overflow-wrap:anywhere] max-md:col-span-2">
      <span className="font-medium">{words(action)}</span>: <bdi>{visible(subject)}</bdi>
      {said && <span className="text-ink-3 text-xs"> {said}</span>}
    </p>
  );
}

/** `own-rule.created` → `own rule created`, `sessionsEnded` → `sessions ended`. */
const words = (name: string): string =>
  name.replace(/[.-]/g, ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
