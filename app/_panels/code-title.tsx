import { failureCodes } from './answers';
import { meaningOf } from './dictionary';
import { meaningGiven } from './meaning-given';
import type { Question } from './question';

/** The short name of a code: what it meant in the range, and what the registry says where that is something else. */
export async function codeTitle({ scope }: Question, code: string) {
  const here = meaningGiven(code, await failureCodes(scope));
  const registry = meaningOf(code);
  return (
    <>
      <span className="text-base">{here?.title ?? 'In no dictionary'}</span>
      {here && registry && here.title !== registry.title && (
        <span className="pl-3 text-ink-3">by the registry: {registry.title}</span>
      )}
    </>
  );
}
