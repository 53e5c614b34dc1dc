import type { Db } from '@/lib/db';
import { alertRecipients, type Recipients, type RecipientsQuestion } from '@/lib/queries/alert-recipients';
import type { Measurement } from './rule';

/** One measurement in question: it is replaced by its `otherwise` until one is confirmed. */
export interface Candidate {
  measurement: Measurement;
}

/** Asks the store whether enough different people are behind what crossed a threshold: one query for all series that
 * ask the same of the same window. */
export async function confirmRecipients(db: Db, now: Date, candidates: readonly Candidate[]): Promise<void> {
  let open = candidates.filter(({ measurement }) => measurement.onlyIf);
  while (open.length > 0) {
    const questions = new Map<string, RecipientsQuestion>();
    for (const { measurement } of open) addQuestion(questions, measurement);
    const answers = new Map<string, Recipients>();
    for (const [key, question] of questions) {
      for (const answer of await alertRecipients(db, now, question))
        answers.set(`${key} ${answer.value}`, answer);
    }
    for (const candidate of open) candidate.measurement = confirmed(candidate.measurement, answers);
    open = open.filter(({ measurement }) => measurement.onlyIf);
  }
}

function addQuestion(questions: Map<string, RecipientsQuestion>, { onlyIf }: Measurement): void {
  if (!onlyIf) return;
  const { value, ...asked } = onlyIf.behind;
  const key = keyOf(onlyIf.behind);
  const question = questions.get(key) ?? { ...asked, values: [] };
  question.values.push(value);
  questions.set(key, question);
}

/** Failures without a diagnostic could not be looked at: each counts as a recipient of its own. */
function confirmed(measurement: Measurement, answers: Map<string, Recipients>): Measurement {
  const { onlyIf, ...itself } = measurement;
  if (!onlyIf) return measurement;
  const answer = answers.get(`${keyOf(onlyIf.behind)} ${onlyIf.behind.value}`);
  const unseen = Math.max(0, itself.numerator - (answer?.events ?? 0));
  return (answer?.recipients ?? 0) + unseen >= onlyIf.recipients ? itself : onlyIf.otherwise;
}

const keyOf = ({ of, group, windowMinutes }: Omit<RecipientsQuestion, 'values'>): string =>
  `${of} ${group} ${windowMinutes}`;
