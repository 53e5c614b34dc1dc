import { policyShare } from '@/lib/queries/rates';
import type { Tally } from '@/lib/queries/tally';

/** What the permanent failures as a whole call for. */
export interface PolicyVerdict {
  title: string;
  advice: string;
}

const FEW_FAILURES = 20;

/** Bounds of the share of 5.7.x, the highest first. */
const VERDICTS: readonly (PolicyVerdict & { least: number })[] = [
  {
    least: 0.6,
    title: 'Refusals are about you: authentication or policy',
    advice: 'Fix the sender; do not suppress these addresses: they exist.',
  },
  {
    least: 0.3,
    title: 'Refusals are about you and about the list',
    advice: 'Fix the 5.7.x codes first; suppress only the 5.1.x addresses.',
  },
  {
    least: 0,
    title: 'Refusals are about the list: dead addresses',
    advice: 'List hygiene: suppress the 5.1.x addresses and look at where they came from.',
  },
];

export function policyVerdict(tally: Tally): PolicyVerdict {
  const share = policyShare(tally);
  if (share.value === null) {
    return {
      title: 'No permanent failures',
      advice: 'Nothing was refused for the address, the mailbox or the sender.',
    };
  }
  if (share.denominator < FEW_FAILURES) {
    return {
      title: 'Too few permanent failures to judge',
      advice: `Fewer than ${FEW_FAILURES} in this range.`,
    };
  }
  const value = share.value;
  return VERDICTS.find(({ least }) => value >= least) ?? VERDICTS[VERDICTS.length - 1]!;
}
