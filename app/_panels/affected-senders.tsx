import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { storeFor } from '@/app/_access/store';
import { type AffectedSender, affectedSenders, type SenderDimension } from '@/lib/queries/affected-senders';
import { attempts, bounceRate, deferralRate, enforcementRate, type Rate } from '@/lib/queries/rates';
import type { Scope } from '@/lib/queries/scope';
import type { Tally } from '@/lib/queries/tally';
import { visible } from '../_components/format/foreign-text';
import { exact } from '../_components/format/number';
import { fraction, isLowVolume, percent } from '../_components/format/rate';
import { NarrowButton } from '../_components/ui/narrow-button';
import { PanelHeader } from '../_components/ui/panel-header';
import { eventsLink } from './events-link';
import type { Question } from './question';

const WORDS: Record<SenderDimension, { one: string; many: string; unnamed: string; why: string }> = {
  domain: {
    one: 'Sending domain',
    many: 'Sending domains',
    unnamed: 'The log does not name the sending domain',
    why: 'It is read from the envelope sender, where the log has it.',
  },
  ip: {
    one: 'Sending IP',
    many: 'Sending IPs',
    unnamed: 'The log does not name the sending IP',
    why: 'PowerMTA, KumoMTA and most sending services write it down; Postfix and Exim do not by default.',
  },
};

interface Column {
  title: string;
  value: (tally: Tally) => string;
  /** What the value is made of. */
  of: ((tally: Tally) => Rate) | null;
}

const rateColumn = (title: string, of: (tally: Tally) => Rate): Column => ({
  title,
  value: (tally) => percent(of(tally).value),
  of,
});
const countColumn = (title: string, count: (tally: Tally) => number): Column => ({
  title,
  value: (tally) => exact(count(tally)),
  of: null,
});

const COLUMNS: readonly Column[] = [
  countColumn('Attempts', attempts),
  rateColumn('Bounce', bounceRate),
  rateColumn('Deferral', deferralRate),
  rateColumn('Enforcement', enforcementRate),
];
/** Of some codes or reasons there are refusals only, and nothing to divide them by. */
const COLUMNS_OF_REFUSALS: readonly Column[] = [
  countColumn('Bounced', ({ bounced }) => bounced),
  countColumn('Deferred', ({ deferred }) => deferred),
];

/** Whose mail is refused: which of our domains, or addresses? */
export async function sendersAffected(question: Question, dimension: SenderDimension) {
  const { scope } = question;
  const senders = await affectedSenders(await storeFor('viewer'), scope, dimension);
  const { one, many, unnamed, why } = WORDS[dimension];
  if (senders.length === 0) return <PanelHeader title={unnamed} note={why} />;
  const onlyRefusals = isOfRefusals(scope);
  const columns = onlyRefusals ? COLUMNS_OF_REFUSALS : COLUMNS;
  return (
    <>
      <PanelHeader
        title={(onlyRefusals ? mostOf(senders) : worstOf(senders)) ?? many}
        note={`${many}, those with the most refusals first`}
      />
      <table className="w-full">
        <thead>
          <tr className="border-line-strong border-b text-right text-ink-3 text-xs">
            <th scope="col" className="py-1 text-left font-normal">
              {one}
            </th>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className="pl-3 font-normal">
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">Single events</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {senders.map(({ sender, tally }) => (
            <tr key={sender} className="border-line border-b text-right">
              <th scope="row" className="text-left font-mono font-normal text-xs">
                <NarrowButton
                  to={{ dimension: `sending-${dimension}`, value: sender }}
                  className="w-full break-all py-1.5 text-left"
                >
                  {visible(sender)}
                </NarrowButton>
              </th>
              {columns.map(({ title, value, of }) => (
                <td key={title} className="pl-3" title={of ? fraction(of(tally)) : undefined}>
                  {value(tally)}
                </td>
              ))}
              <td className="pl-3">
                <Link
                  href={eventsLink(question, { [`sending-${dimension}`]: sender })}
                  aria-label={`Single events of ${visible(sender)}`}
                  title="Single events"
                  className="inline-flex p-1 text-ink-3 hover:text-ink"
                >
                  <ListTree aria-hidden className="size-3.5" />
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const OF_REFUSALS: readonly string[] = ['code', 'category', 'subject', 'outcome'];

const isOfRefusals = ({ code, filters }: Scope): boolean =>
  code !== null || filters.some(({ dimension, excluded }) => !excluded && OF_REFUSALS.includes(dimension));

/** The highest bounce rate that is not chance. */
function worstOf(senders: AffectedSender[]): string | null {
  const [worst] = senders
    .filter(({ tally }) => tally.bounced > 0 && !isLowVolume(bounceRate(tally)))
    .sort((a, b) => (bounceRate(b.tally).value ?? 0) - (bounceRate(a.tally).value ?? 0));
  return worst ? `${visible(worst.sender)} bounces ${percent(bounceRate(worst.tally).value)}` : null;
}

function mostOf(senders: AffectedSender[]): string | null {
  const refused = ({ tally }: AffectedSender) => tally.bounced + tally.deferred;
  const [first] = senders;
  if (!first) return null;
  const all = senders.reduce((sum, sender) => sum + refused(sender), 0);
  return `${visible(first.sender)}: ${percent(refused(first) / all)} of ${exact(all)} refusals`;
}
