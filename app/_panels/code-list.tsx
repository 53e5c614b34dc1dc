import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import { parseStatusCodePattern } from '@/lib/mail/status-code';
import type { CodeEntry } from '../_components/ui/code-entry';
import { CodeLookup } from '../_components/ui/code-lookup';
import { TableFile } from '../_components/ui/table-file';
import { failureCodes } from './answers';
import { DICTIONARY, providerName } from './dictionary';
import { explainPasted } from './explain-pasted';
import { codeOf } from './meaning-given';
import type { Question } from './question';
import { tableAlong } from './take-along';

const STANDARDS = 'Standards';

/** Which codes are there, and which of them are ours? */
export async function codeList(question: Question) {
  const { scope, link } = question;
  const seen = new Map<string, { events: number; codes: Set<string> }>();
  // The most frequent first: so are each row's codes.
  for (const answer of await failureCodes(scope)) {
    const row = seen.get(answer.rule) ?? { events: 0, codes: new Set() };
    row.events += answer.events;
    row.codes.add(codeOf(answer) ?? 'no code');
    seen.set(answer.rule, row);
  }
  const entries = new Map<string, CodeEntry>();
  for (const { owner, rule } of DICTIONARY) {
    const codes = rule.statusCodes ?? rule.replyCodes?.map(String) ?? [];
    if (isAcceptance(codes)) continue;
    const name = owner === null ? STANDARDS : providerName(owner);
    const known = entries.get(rule.id);
    // Providers of one house share rows.
    if (known) known.owner += `, ${name}`;
    else {
      const href = hrefOf(rule);
      entries.set(rule.id, {
        id: rule.id,
        codes: codes.join(', ') || 'by words',
        owner: name,
        title: rule.title,
        category: rule.category,
        events: seen.get(rule.id)?.events ?? 0,
        href: href === null ? null : link(href),
      });
    }
  }
  const all = [...entries.values()].sort((a, b) => b.events - a.events);
  const owners = [...new Set(all.map(({ owner }) => owner))];
  const size = (owner: string) => all.filter((entry) => entry.owner === owner).length;
  const sections = owners
    .sort((a, b) => Number(b === STANDARDS) - Number(a === STANDARDS) || size(b) - size(a))
    .map((owner) => ({ title: owner, entries: all.filter((entry) => entry.owner === owner) }));
  // Of what was seen, the codes that it was seen with.
  const here = all.flatMap((entry) => {
    const [first, ...more] = seen.get(entry.id)?.codes ?? [];
    if (first === undefined) return [];
    const href = /^\d/.test(first) ? link(`/codes/${first}`) : entry.href;
    return [{ ...entry, codes: [first, ...more].join(', '), href }];
  });
  const file = <TableFile title="Codes" {...tableAlong(question, 'codes')} />;
  return <CodeLookup seen={here} sections={sections} explain={explainPasted} file={file} />;
}

const isAcceptance = ([first]: readonly string[]): boolean => first !== undefined && /^[23]/.test(first);

/** The page of the first code that a row speaks of: of either class, the permanent one; of a range, its beginning. */
function hrefOf({ statusCodes, replyCodes }: DiagnosticRule): string | null {
  const [pattern] = statusCodes ?? [];
  if (pattern === undefined) return replyCodes?.[0] === undefined ? null : `/codes/${replyCodes[0]}`;
  const { class: first, subject, firstDetail } = parseStatusCodePattern(pattern);
  return `/codes/${first ?? 5}.${subject}.${firstDetail}`;
}
