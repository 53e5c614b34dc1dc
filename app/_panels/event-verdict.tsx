import { explainVerdict } from '@/lib/classify/explain-verdict';
import type { EventDetail } from '@/lib/queries/event-detail';
import type { Question } from './question';
import { VerdictCard } from './verdict-card';

/** Why was it judged so? Of what nobody refused there is nothing to judge. */
export async function eventVerdict(event: EventDetail, question: Question) {
  if (event.diagnostic === null) return null;
  const explanation = explainVerdict({
    response: event.diagnostic,
    at: event.at.getTime(),
    recipient: event.recipient,
    mxHost: event.mxHost,
    remoteIp: event.mxIp,
    replyCode: event.replyCode,
    statusCode: event.statusCode,
    provider: event.provider,
    final: event.outcome !== 'deferred',
  });
  const isAnother = explanation.verdict.rule !== event.rule;
  return (
    <>
      <VerdictCard response={event.diagnostic} explanation={explanation} />
      {isAnother && (
        <p className="-mt-4 mb-6 text-ink-2">
          It counts as <code className="font-mono text-xs">{event.rule}</code>: a rule of your own decided, or
          the dictionary was another when it was recorded.{' '}
          <a href={question.link('/unclassified')} className="text-accent underline underline-offset-2">
            Own rules
          </a>
        </p>
      )}
    </>
  );
}
