import { CheckCircle2 } from 'lucide-react';
import { CopyText } from './copy-text';

/** What became of a form that was sent. */
export type Answer =
  | { kind: 'fault'; field: string; words: string }
  | { kind: 'done'; words: string }
  /** Shown now and never again. */
  | { kind: 'secret'; words: string; secret: string };

export const faultAt = (answer: Answer | null, field: string): string | null =>
  answer?.kind === 'fault' && answer.field === field ? answer.words : null;

/** Below its form: what is wrong with none of its fields, that it is done, or what has to be kept. */
export function AnswerLine({ answer, fields }: { answer: Answer | null; fields: readonly string[] }) {
  if (answer === null || (answer.kind === 'fault' && fields.includes(answer.field))) return null;
  if (answer.kind === 'fault') {
    return (
      <p role="alert" className="text-bad">
        {answer.words}
      </p>
    );
  }
  return (
    <div role="status" className="min-w-0">
      <p className="flex items-center gap-1.5 text-good">
        <CheckCircle2 aria-hidden className="size-3.5 shrink-0" /> {answer.words}
      </p>
      {answer.kind === 'secret' && <CopyText text={answer.secret} />}
    </div>
  );
}
