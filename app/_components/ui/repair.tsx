'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { RefusalState } from '../../_findings/requirement-findings';
import { FixSteps, type Remedy } from './fix-steps';
import { Fold } from './fold';
import { RefusalStateMark } from './refusal-state-mark';

/** One refusal for a requirement, in words. */
export interface RepairRow {
  anchor: string;
  state: RefusalState;
  provider: string;
  sender: string;
  requirements: string;
  since: string;
  share: string;
  fraction: string;
  isLow: boolean;
  what: string;
  answers: { shown: string; href: string | null; rule: string | null; times: string }[];
  rule: string | null;
  refusals: string;
}

/** What a rule is called, and the way out. */
export type Remedies = Record<string, Remedy & { title: string }>;

/** Opens to its codes and its repair. What rules say comes once for all rows. */
export function Repair({ row, remedies }: { row: RepairRow; remedies: Remedies }) {
  const remedy = row.rule === null ? undefined : remedies[row.rule];
  const share = (
    <>
      <span className={row.isLow ? 'text-ink-3' : ''}>{row.share}</span>{' '}
      <span className="text-ink-3 text-xs">
        {row.fraction} attempts{row.isLow && ', low volume'}
      </span>
    </>
  );
  return (
    <Fold
      id={row.anchor}
      anchors={[row.anchor]}
      className="group scroll-mt-24 py-2"
      summaryClassName="flex items-start gap-x-2 hover:bg-raised"
      summary={
        <>
          <ChevronRight aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ink-3 group-open:rotate-90" />
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <RefusalStateMark state={row.state} />
            <span className="min-w-0">
              <span className="font-medium">{row.provider}</span>
              <span className="text-ink-2"> · </span>
              <span className="break-all font-mono text-xs">{row.sender}</span>
              <span className="text-ink-2"> · </span>
              <span className="font-medium">{row.requirements}</span>
            </span>
            <span className="text-ink-2 text-xs">{row.since}</span>
            <span className="whitespace-nowrap sm:ml-auto">{share}</span>
          </span>
        </>
      }
    >
      {() => (
        <div className="grid gap-3 pt-2 pb-1 sm:pl-6">
          <p className="text-ink-2 text-xs">{row.what}</p>
          <ul className="grid gap-1">
            {row.answers.map(({ shown, href, rule, times }) => (
              <li key={`${rule} ${shown}`} className="flex flex-wrap items-baseline gap-x-3">
                {href === null ? (
                  <span className="w-24 font-mono">{shown}</span>
                ) : (
                  <Link href={href} className="w-24 font-mono text-accent underline underline-offset-2">
                    {shown}
                  </Link>
                )}
                <span className="min-w-0">{rule !== null && remedies[rule]?.title}</span>
                <span className="text-ink-2 text-xs">{times}</span>
              </li>
            ))}
          </ul>
          {remedy && <FixSteps rule={remedy} />}
          <p>
            <Link href={row.refusals} className="text-accent underline underline-offset-2">
              {row.sender} at {row.provider}, with the newest refusals
            </Link>
          </p>
        </div>
      )}
    </Fold>
  );
}
