import { requireAccount } from '@/app/_access/person';
import { endOtherSessionsHere, endSessionHere } from '@/app/(dashboard)/settings/security/actions';
import { type SessionRow, sessionsOf } from '@/lib/auth/sessions';
import { webDb } from '@/lib/db';
import { browserName } from '../_components/format/browser-name';
import { moment, stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';

/** Where am I logged in? */
export async function ownSessions(timeZone: string) {
  const visitor = await requireAccount();
  const sessions = await sessionsOf(webDb(), visitor.id, new Date());
  return (
    <>
      <PanelHeader
        title={
          sessions.length === 1
            ? 'You are logged in here alone'
            : `You are logged in ${sessions.length} times`
        }
        note="A session is over after 12 hours without use, and after 7 days in any case."
      >
        {sessions.length > 1 && (
          <form action={endOtherSessionsHere}>
            <SubmitButton label="End all others">End all others</SubmitButton>
          </form>
        )}
      </PanelHeader>
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className="flex items-start justify-between gap-4 border-line border-b py-2">
            <Session session={session} isThis={session.id === visitor.sessionId} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Session({ session, isThis, timeZone }: { session: SessionRow; isThis: boolean; timeZone: string }) {
  const { id, userAgent, address, lastSeenAt, createdAt } = session;
  const name = `${browserName(userAgent)} from ${address ?? 'an unknown address'}`;
  return (
    <>
      <div className="min-w-0">
        <p>
          {browserName(userAgent)} <span className="font-mono text-ink-2 text-xs">{address}</span>
        </p>
        <p className="text-ink-3 text-xs">
          since <time title={stamp(createdAt, timeZone)}>{moment(createdAt, timeZone)}</time>, last used{' '}
          <time title={stamp(lastSeenAt, timeZone)}>{moment(lastSeenAt, timeZone)}</time>
        </p>
      </div>
      {isThis ? (
        <span className="whitespace-nowrap text-good text-xs">this one</span>
      ) : (
        <form action={endSessionHere}>
          <input type="hidden" name="id" value={id} />
          <SubmitButton label={`End: ${name}`}>End</SubmitButton>
        </form>
      )}
    </>
  );
}
