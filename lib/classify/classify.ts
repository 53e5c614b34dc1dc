import type { Reply } from '@/lib/mail/reply';
import { replyOf } from '@/lib/mail/reply';
import type { Refusal, Verdict } from '@/lib/mail/verdict';
import type { Provider } from '@/lib/providers/provider';
import { judge, type Ruling, severityOf } from './judgement';
import { firstMatch } from './matching-rules';
import { periodOf } from './period';
import { providerById, providerByWords, providerOfAddress, providerOfHost } from './provider-of';
import { SameVerdict } from './same-verdict';
import { VerdictCache } from './verdict-cache';

/** The verdict's `rule` where no rule knows the response, and where there was no refusal. */
export const NO_RULE = 'unclassified';
export const ACCEPTED = 'accepted';

/** Twice as many at most. More would mostly be texts with ids in them, which never come again. */
const REMEMBERED_VERDICTS = 4096;
/** Longer responses are rare and would fill the memory: they are judged anew each time. */
const REMEMBERED_LENGTH = 1024;

export type Classify = (refusal: Refusal) => Verdict;

/** How the rule is found that decides about a reply; `null`: no rule knows it. */
export type FindRule = (reply: Reply, provider: Provider | null, at: number | null) => Ruling | null;

/** What a response means. The same refusal always gets the same verdict. */
export const classify: Classify = classifierOf(firstMatch);

/** Remembers what it has judged: each way of finding rules needs a memory of its own. */
export function classifierOf(findRule: FindRule): Classify {
  const cache = new VerdictCache(REMEMBERED_VERDICTS);
  const same = new SameVerdict();
  const judgeAnew = (refusal: Refusal, answered: Answered): Verdict =>
    same.of(verdictOf(refusal, replyOf(refusal), whoSpoke(refusal, answered), findRule));
  return (refusal) => {
    const answered = whoAnswered(refusal);
    if (refusal.response.length > REMEMBERED_LENGTH) return judgeAnew(refusal, answered);
    const scope = scopeOf(refusal, answered);
    const known = cache.get(scope, refusal.response);
    if (known) return known;
    const verdict = judgeAnew(refusal, answered);
    cache.set(scope, refusal.response, verdict);
    return verdict;
  };
}

/** What the record says of who answered, before the response itself is read. */
interface Answered {
  byHost: Provider | null;
  /** Stands in where no MX host is known. */
  byAddress: Provider | null;
  /** Was found before. */
  known: Provider | null;
}

export function whoAnswered({ mxHost, recipient, at, provider }: Refusal): Answered {
  return {
    byHost: mxHost ? providerOfHost(mxHost, at ?? null) : null,
    byAddress: !mxHost && recipient ? providerOfAddress(recipient) : null,
    known: provider ? providerById(provider) : null,
  };
}

/** Everything besides the response that a verdict depends on. */
function scopeOf(
  { at, replyCode, statusCode, final }: Refusal,
  { byHost, byAddress, known }: Answered,
): string {
  const who = byHost ? byHost.id : byAddress ? `@${byAddress.id}` : known ? `=${known.id}` : '';
  if (!at && !replyCode && !statusCode && final === undefined) return who;
  return `${who} ${periodOf(at ?? null)} ${replyCode ?? ''} ${statusCode ?? ''} ${final ?? ''}`;
}

export function whoSpoke({ response, at }: Refusal, { byHost, byAddress, known }: Answered): Provider | null {
  return byHost ?? providerByWords(response, at ?? null) ?? byAddress ?? known;
}

function verdictOf(refusal: Refusal, reply: Reply, provider: Provider | null, findRule: FindRule): Verdict {
  const verdict: Verdict = {
    replyCode: reply.replyCode,
    statusCode: reply.statusCode,
    provider: provider?.id ?? null,
    category: null,
    bounceType: null,
    action: null,
    enforcement: false,
    rule: ACCEPTED,
  };
  const severity = severityOf(reply);
  if (severity === 2) return verdict;
  const rule = findRule(reply, provider, refusal.at ?? null);
  if (!rule) {
    const bounceType = severity === 5 || refusal.final ? 'hard' : 'soft';
    return { ...verdict, category: 'unclassified', bounceType, action: 'investigate', rule: NO_RULE };
  }
  const { bounceType, action } = judge(rule, reply, refusal);
  verdict.category = rule.category;
  verdict.bounceType = bounceType;
  verdict.action = action;
  verdict.enforcement = rule.enforcement;
  verdict.rule = rule.id;
  return verdict;
}
