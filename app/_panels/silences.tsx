import { storeFor } from '@/app/_access/store';
import { unsilence } from '@/app/(dashboard)/alerts/actions';
import { matcherText } from '@/lib/alerts/matcher-text';
import { Matcher } from '@/lib/alerts/silence';
import { type SilenceRow, silenceList } from '@/lib/queries/silence-list';
import { visible } from '../_components/format/foreign-text';
import { moment } from '../_components/format/time';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { SubmitButton } from '../_components/ui/submit-button';
import type { Question } from './question';

const STATE_WORDS = { 'in-force': 'In force', planned: 'Planned', ended: 'Ended' };

/** Of what is nobody told, until when, and who said so? */
export async function silences({ scope, timeZone }: Question) {
  const all = await silenceList(await storeFor('viewer'), scope.range.now);
  const inForce = all.filter(({ state }) => state === 'in-force').length;
  return (
    <>
      <PanelHeader
        title={inForce === 0 ? 'Nothing is silenced' : `${inForce} in force`}
        note="Silenced alerts are evaluated and recorded all the same"
      />
      {all.length === 0 && (
        <EmptyState title="No silences">
          During maintenance, or while a known fault is being mended: say which alerts, and for how long.
        </EmptyState>
      )}
      <ul>
        {all.map((one) => (
          <li
            key={one.id}
            className={`grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-line border-b py-2 sm:grid-cols-[5rem_minmax(0,1fr)_18rem_6rem] ${one.state === 'ended' ? 'text-ink-3' : ''}`}
          >
            <span className={one.state === 'in-force' ? 'font-medium' : ''}>{STATE_WORDS[one.state]}</span>
            <span className="col-span-2 min-w-0 sm:col-span-1">
              <span className="break-words font-mono text-xs">{matcherWords(one)}</span>
              <span className="block text-ink-3 text-xs">
                {visible(one.createdBy)}
                {one.note && <>: {visible(one.note)}</>}
                {one.incidents > 0 && (
                  <>
                    ; {one.incidents} open {one.incidents === 1 ? 'incident' : 'incidents'}
                  </>
                )}
              </span>
            </span>
            <span className="text-ink-2 text-xs sm:text-right">
              {moment(one.startsAt, timeZone)} – {moment(one.endsAt, timeZone)}
            </span>
            <span className="justify-self-end">
              {one.state !== 'ended' && (
                <form action={unsilence}>
                  <input type="hidden" name="id" value={one.id} />
                  <SubmitButton label={`End: ${matcherWords(one)}`}>End now</SubmitButton>
                </form>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

const matcherWords = ({ matchers }: SilenceRow): string =>
  visible(matcherText(Matcher.array().parse(matchers)));
