import Link from 'next/link';
import { isToldByCodes } from '@/lib/classify/requirements';
import { REQUIREMENTS, type Requirement } from '@/lib/mail/category';
import { rate } from '@/lib/queries/rates';
import { exact } from '../_components/format/number';
import { fraction, isLowVolume, percent } from '../_components/format/rate';
import { REQUIREMENT_NAMES } from '../_components/format/words';
import { EmptyState } from '../_components/ui/empty-state';
import { PanelHeader } from '../_components/ui/panel-header';
import { RefusalStateMark } from '../_components/ui/refusal-state-mark';
import { Segments } from '../_components/ui/segments';
import { Spared } from '../_components/ui/spared';
import { TableFile } from '../_components/ui/table-file';
import { doingSince, type RequirementFinding } from '../_findings/requirement-findings';
import { providerDoes, providerName } from './dictionary';
import { enforcement } from './enforcement-answers';
import { cellEntries, type MatrixRow, matrixRows, type RowsBy } from './enforcement-rows';
import { anchorOf, beginningInWords, domainName, requirementNames } from './enforcement-words';
import type { Question } from './question';
import { tableAlong } from './take-along';

const NOTE =
  'Refused for the requirement ÷ all attempts of the domain at the provider. A cell leads to its codes and the repair.';
/** At first: a table of all is long to read, and to send. */
const FIRST_ROWS = 12;
const MOST_ROWS = 60;
const MOST_SPARED = 120;
const MOST_IN_A_CELL = 2;

/** Which of our domains fails which requirement, at whom, and since when? */
export async function enforcementMatrix(question: Question, by: RowsBy, isLong = false) {
  const { counts, findings } = await enforcement(question.scope);
  const rows = matrixRows(counts, findings, by);
  const refused = rows.filter((row) => row.findings.length > 0);
  const shown = refused.slice(0, isLong ? MOST_ROWS : FIRST_ROWS);
  const left = exact(refused.length - shown.length);
  const spared = rows.filter((row) => row.findings.length === 0);
  return (
    <>
      <PanelHeader title={titleOf(findings, question)} note={NOTE}>
        <Segments
          name="rows"
          label="Rows"
          options={[
            { id: 'domain', title: 'Domains' },
            { id: 'provider', title: 'Providers' },
          ]}
        />
        <TableFile title="Requirements by sender" {...tableAlong(question, 'requirements')} />
      </PanelHeader>
      {rows.length === 0 && (
        <EmptyState title="Nothing was sent in this range">
          Widen the range, or take a filter away.
        </EmptyState>
      )}
      {refused.length > 0 && (
        <div className="relative -mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
          <table className="w-full border-separate border-spacing-0 xl:table-fixed">
            <thead>
              <tr className="text-left text-ink-3 text-xs">
                <th
                  scope="col"
                  className="sticky left-0 z-10 border-line-strong border-b bg-page py-1 pr-3 align-top font-normal"
                >
                  {by === 'domain' ? 'Sending domain' : 'Provider'}
                </th>
                {REQUIREMENTS.map((requirement) => (
                  <th
                    key={requirement}
                    scope="col"
                    className="border-line-strong border-b px-2 py-1 align-top font-normal"
                  >
                    {REQUIREMENT_NAMES[requirement]}
                    {!isToldByCodes(requirement) && <span className="block text-2xs">no code tells</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.key}>
                  <th
                    scope="row"
                    className="sticky left-0 z-10 max-w-44 border-line border-b bg-page py-2 pr-3 text-left align-top font-normal"
                  >
                    <span
                      className={`block min-w-0 break-words ${by === 'domain' ? 'font-mono text-xs' : ''}`}
                    >
                      {rowName(row, by)}
                    </span>
                    <span className="text-ink-3 text-xs">{exact(row.attempts)} attempts</span>
                  </th>
                  {REQUIREMENTS.map((requirement) => (
                    <Cell
                      key={requirement}
                      row={row}
                      requirement={requirement}
                      by={by}
                      findings={findings}
                      question={question}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {refused.length > shown.length && (
        <p className="mt-2 text-xs">
          {isLong ? (
            <span className="text-ink-3">{left} more with less to mend: narrow the page to see them.</span>
          ) : (
            <Link
              href={question.link(`/enforcement?more=rows${by === 'domain' ? '' : '&rows=provider'}`)}
              scroll={false}
              className="text-accent underline underline-offset-2"
            >
              {left} more with less to mend
            </Link>
          )}
        </p>
      )}
      {spared.length > 0 && (
        <Spared
          summary={sparedTitle(spared.length, by, refused.length === 0)}
          isMono={by === 'domain'}
          names={spared
            .slice(0, MOST_SPARED)
            .map((row) => ({ name: rowName(row, by), attempts: exact(row.attempts) }))}
          more={
            spared.length > MOST_SPARED ? `and ${exact(spared.length - MOST_SPARED)} with less mail` : null
          }
        />
      )}
    </>
  );
}

function Cell({
  row,
  requirement,
  by,
  findings,
  question: { scope, timeZone },
}: {
  row: MatrixRow;
  requirement: Requirement;
  by: RowsBy;
  findings: readonly RequirementFinding[];
  question: Question;
}) {
  const entries = cellEntries(row, requirement);
  if (entries.length === 0) {
    const isKnown = isToldByCodes(requirement);
    return (
      <td className="border-line border-b px-2 py-2 align-top text-ink-3">
        <span aria-hidden>{isKnown ? '·' : ''}</span>
        <span className="sr-only">{isKnown ? 'not refused' : 'not told by codes'}</span>
      </td>
    );
  }
  const told = entries.filter(({ gravest }) => !gravest.isScattered && gravest.state !== 'stopped');
  const shown = (told.length > 0 ? told : entries).slice(0, told.length > 0 ? MOST_IN_A_CELL : 1);
  return (
    <td className="border-line border-b px-2 py-1.5 align-top">
      <ul className="grid gap-1.5">
        {shown.map(({ gravest, since, refused }) => {
          const { state, attempts, provider, sendingDomain, isScattered } = gravest;
          const share = rate(refused, attempts);
          return (
            <li key={anchorOf(findings, gravest)}>
              <a
                href={`#${anchorOf(findings, gravest)}`}
                title={`${fraction(share)} attempts${isLowVolume(share) ? ', too few to tell much' : ''}`}
                className={`block text-xs leading-4 hover:bg-raised ${isScattered || isLowVolume(share) ? 'text-ink-3' : ''}`}
              >
                <span className="block max-w-36 truncate font-medium">
                  {by === 'domain' ? providerName(provider) : domainName(sendingDomain)}
                </span>
                {isScattered && state !== 'stopped' ? (
                  <>scattered, {percent(share.value)}</>
                ) : (
                  <>
                    <RefusalStateMark state={state} /> {percent(share.value)}
                    <span className="block whitespace-nowrap text-ink-2">
                      {state === 'stopped' ? (
                        <>
                          last{' '}
                          {beginningInWords({ at: gravest.lastAt, isDay: false }, scope.range.now, timeZone)}
                        </>
                      ) : (
                        <>since {beginningInWords(since, scope.range.now, timeZone)}</>
                      )}
                    </span>
                  </>
                )}
              </a>
            </li>
          );
        })}
        {entries.length > shown.length && (
          <li className="text-2xs text-ink-3">+{entries.length - shown.length} below</li>
        )}
      </ul>
    </td>
  );
}

const rowName = ({ name }: MatrixRow, by: RowsBy): string =>
  by === 'domain' ? domainName(name) : providerName(name ?? '');

function sparedTitle(count: number, by: RowsBy, isAll: boolean): string {
  const which = `${isAll && count > 1 ? 'All ' : ''}${exact(count)} ${by}${count === 1 ? '' : 's'}`;
  const does = by === 'domain' ? 'refused nowhere' : `${count === 1 ? 'refuses' : 'refuse'} nothing`;
  return `${which} ${does} for a requirement`;
}

function titleOf(findings: readonly RequirementFinding[], { scope, timeZone }: Question): string {
  const going = findings.filter(({ state, isScattered }) => state !== 'stopped' && !isScattered);
  const [first] = going;
  if (!first) {
    return findings.length === 0
      ? 'No provider refuses for a requirement'
      : 'Scattered refusals only: no provider enforces a requirement on you';
  }
  const others = going.length === 1 ? '' : `, and ${going.length - 1} more`;
  const does = providerDoes(first.provider, first.state === 'rejecting' ? 'reject' : 'defer');
  return `${does} ${domainName(first.sendingDomain)} for ${requirementNames(first)} since ${beginningInWords(doingSince(first), scope.range.now, timeZone)}${others}`;
}
