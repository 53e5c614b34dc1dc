import { notFound } from 'next/navigation';
import { reinstateHere } from '@/app/(dashboard)/suppressions/actions';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { moment, stamp } from '../_components/format/time';
import { PanelHeader } from '../_components/ui/panel-header';
import { ReasonForm } from '../_components/ui/reason-form';
import { suppressionHistory } from './answers';
import { codeInWords, readRecipient, reasonWords } from './suppression-words';

/** Why does this address stand so, and how did it come to that? */
export async function suppressionDetail(recipient: string, timeZone: string) {
  const ref = readRecipient(recipient);
  const history = ref && (await suppressionHistory(ref.workspaceId, ref.recipientHash));
  if (!history) notFound();
  const { suppression, faults, changes } = history;
  const reason = reasonWords(suppression.reason);
  const when = (at: Date) => (
    <time
      dateTime={at.toISOString()}
      title={stamp(at, timeZone)}
      className="font-mono text-ink-2 text-xs leading-5"
    >
      {moment(at, timeZone)}
    </time>
  );
  return (
    <div className="grid gap-8">
      <div className="grid gap-3">
        <p className="max-w-prose">
          {suppression.state === 'suppressed' && reason
            ? `${reason.because}: suppressed since ${moment(suppression.at, timeZone)}.`
            : suppression.state === 'reinstated'
              ? `Reinstated by ${visible(suppression.handBy ?? '')} on ${moment(suppression.at, timeZone)}${suppression.handNote ? `: ${visible(suppression.handNote)}` : ''}. Only something new suppresses it again.`
              : 'Not suppressed: what is known is not enough, or mail was delivered since.'}{' '}
          {suppression.deliveredAt &&
            `Mail to it was last delivered on ${moment(suppression.deliveredAt, timeZone)}.`}
        </p>
        {suppression.state === 'suppressed' && (
          <ReasonForm
            submit={reinstateHere}
            fields={{ recipient }}
            label="Why it may have mail again"
            button="Reinstate"
          />
        )}
      </div>
      <section aria-label="Events">
        <PanelHeader
          title={`${exact(suppression.faults)} ${suppression.faults === 1 ? 'event counts' : 'events count'} against it`}
          note="The latest first, also those that were set aside when it was reinstated"
        />
        <ol>
          {faults.map((fault, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: it is never changed, and two may be alike
              key={`${fault.at.getTime()} ${index}`}
              className="grid gap-x-4 gap-y-0.5 border-line border-b py-1.5 md:grid-cols-[10rem_minmax(0,1fr)]"
            >
              {when(fault.at)}
              <div className="min-w-0">
                <p className="flex flex-wrap gap-x-3">
                  <span className="font-medium">{reasonWords(fault.kind)?.title ?? fault.kind}</span>
                  <span className="text-ink-2">{codeInWords(fault)}</span>
                  <span className="font-mono text-ink-3 text-xs leading-5">{visible(fault.source)}</span>
                </p>
                {fault.diagnostic && (
                  <p className="whitespace-pre-wrap font-mono text-xs leading-5 [overflow-wrap:anywhere]">
                    <bdi>{visible(fault.diagnostic)}</bdi>
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
      </section>
      <section aria-label="History">
        <PanelHeader title="What became of it" note="Every change, the latest first" />
        <ol>
          {changes.map(({ at, state, reason: why, by, note }, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              key={`${at.getTime()} ${index}`}
              className="grid gap-x-4 border-line border-b py-1.5 md:grid-cols-[10rem_minmax(0,1fr)]"
            >
              {when(at)}
              <p className="min-w-0 [overflow-wrap:anywhere]">
                {STATES[state] ?? state}
                {why && `: ${reasonWords(why)?.title.toLowerCase() ?? why}`}
                {by && ` by ${visible(by)}`}
                {note && <span className="text-ink-2"> “{visible(note)}”</span>}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

const STATES: Readonly<Record<string, string>> = {
  suppressed: 'Suppressed',
  reinstated: 'Reinstated',
  watched: 'No longer suppressed',
};
