import { CONDITIONS, type ConditionName } from './conditions';
import type { DiagnosticRule, Meaning } from './diagnostic-rule';

/** Where rows have their knowledge from, unless a row says otherwise. */
type Origin = Pick<Meaning, 'source' | 'verified'>;

/** Writes one row: its name, the codes as they stand in an SMTP line (`'421 4.7.28'`), the text that tells it from
 * other rows of the same code (`null`: any text), what it means, and in what it differs from that meaning. */
export type WriteRow = (
  name: string,
  codes: string,
  text: RegExp | null,
  condition: ConditionName,
  own?: Partial<Meaning>,
) => DiagnosticRule;

const UNSAID = {
  bounceType: null,
  enforcement: false,
  requirement: null,
  twin: null,
  validFrom: null,
  validUntil: null,
} as const;

/** The rows of one owner: a provider, a registry, a standard. */
export function rowsOf(owner: string, origin: Origin): WriteRow {
  return (name, codes, text, condition, own) => ({
    id: `${owner}/${name}`,
    ...matchOf(codes, text),
    ...UNSAID,
    ...origin,
    ...CONDITIONS[condition],
    ...own,
  });
}

/** Writes the row of a code that means the same as a deferral and as a refusal, once for each class: `'7.26'` gives
 * 4.7.26 and 5.7.26, each the other's twin. `name` is added to the ids. */
export function pairsOf(row: WriteRow) {
  return (
    detail: string,
    name: string,
    text: RegExp | null,
    condition: ConditionName,
    own?: Partial<Meaning>,
  ): [DiagnosticRule, DiagnosticRule] => {
    const ofClass = (first: 4 | 5, other: 4 | 5) =>
      row(`${first}.${detail}${name}`, `${first}.${detail}`, text, condition, {
        ...own,
        twin: `${other}.${detail}`,
      });
    return [ofClass(4, 5), ofClass(5, 4)];
  };
}

function matchOf(
  codes: string,
  text: RegExp | null,
): Pick<DiagnosticRule, 'replyCodes' | 'statusCodes' | 'text'> {
  const all = codes.split(' ').filter(Boolean);
  const replyCodes = all.filter((code) => !code.includes('.')).map(Number);
  const statusCodes = all.filter((code) => code.includes('.'));
  return {
    ...(replyCodes.length > 0 && { replyCodes }),
    ...(statusCodes.length > 0 && { statusCodes }),
    ...(text && { text }),
  };
}
