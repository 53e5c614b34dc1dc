import type { DiagnosticRule } from '@/lib/mail/diagnostic-rule';
import type { Reply } from '@/lib/mail/reply';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';
import { patternIndex } from './pattern-index';

/** Rules in the order in which they are tried, prepared for speed: the answers are those of a plain loop. */
export interface RuleList {
  /** The first rule that matches. */
  first(reply: Reply, at: number | null): DiagnosticRule | null;
  /** Every rule that matches, in order: the first one decides, the others lost. */
  all(reply: Reply, at: number | null): DiagnosticRule[];
}

/** Pairs of codes are few in real traffic; what is remembered of a hostile log stays bounded. */
const REMEMBERED_CODES = 1024;

export function ruleList(rules: readonly DiagnosticRule[]): RuleList {
  const index = patternIndex(rules.map((rule) => rule.text ?? null));
  const inForce = rules.map(periodOfRule);
  const applicableTo = rulesByCodes(rules);

  /** The place in `candidates`, from `start` on, of the next rule that matches; -1 where there is none. */
  function next(candidates: readonly number[], start: number, { text }: Reply, at: number | null): number {
    for (let i = start; i < candidates.length; i++) {
      const number = candidates[i] as number;
      const pattern = rules[number]?.text;
      if (pattern && !(index.mayMatch(number) && pattern.test(text))) continue;
      if (at === null || inForce[number]?.(at)) return i;
    }
    return -1;
  }

  return {
    first(reply, at) {
      const candidates = applicableTo(reply);
      if (candidates.length === 0) return null;
      index.read(reply.text);
      const found = next(candidates, 0, reply, at);
      return found < 0 ? null : (rules[candidates[found] as number] ?? null);
    },
    all(reply, at) {
      const candidates = applicableTo(reply);
      const matches: DiagnosticRule[] = [];
      index.read(reply.text);
      for (let i = next(candidates, 0, reply, at); i >= 0; i = next(candidates, i + 1, reply, at))
        matches.push(rules[candidates[i] as number] as DiagnosticRule);
      return matches;
    },
  };
}

function periodOfRule(rule: DiagnosticRule): (at: number) => boolean {
  const from = rule.validFrom === null ? Number.NEGATIVE_INFINITY : Date.parse(rule.validFrom);
  const until = rule.validUntil === null ? Number.POSITIVE_INFINITY : Date.parse(rule.validUntil);
  return (at) => from <= at && at < until;
}

/** The numbers of the rules whose codes fit a reply, in order. */
function rulesByCodes(rules: readonly DiagnosticRule[]): (reply: Reply) => readonly number[] {
  const patterns = rules.map((rule) => rule.statusCodes?.map(parseStatusCodePattern) ?? null);
  const remembered = new Map<string | null, Map<number | null, readonly number[]>>();
  let size = 0;

  function applicable({ replyCode, statusCode }: Reply): readonly number[] {
    const status = statusCode === null ? null : parseStatusCode(statusCode);
    return rules.flatMap((rule, number) => {
      const codes = patterns[number];
      const replyFits = !rule.replyCodes || (replyCode !== null && rule.replyCodes.includes(replyCode));
      const statusFits = !codes || (status !== null && codes.some((code) => speaksOf(code, status)));
      return replyFits && statusFits ? [number] : [];
    });
  }

  return (reply) => {
    const known = remembered.get(reply.statusCode)?.get(reply.replyCode);
    if (known) return known;
    if (size >= REMEMBERED_CODES) {
      remembered.clear();
      size = 0;
    }
    const found = applicable(reply);
    const ofStatus = remembered.get(reply.statusCode) ?? new Map<number | null, readonly number[]>();
    remembered.set(reply.statusCode, ofStatus);
    ofStatus.set(reply.replyCode, found);
    size++;
    return found;
  };
}
