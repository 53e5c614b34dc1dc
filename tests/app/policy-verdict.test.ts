import { describe, expect, it } from 'vitest';
import { policyVerdict } from '@/app/_findings/policy-verdict';
import { EMPTY_TALLY } from '@/lib/queries/tally';

const of = (addressFailures: number, policyFailures: number) =>
  policyVerdict({ ...EMPTY_TALLY, addressFailures, policyFailures }).title;

describe('policyVerdict', () => {
  it.each([
    [100, 10, 'Refusals are about the list: dead addresses'],
    [60, 40, 'Refusals are about you and about the list'],
    [10, 90, 'Refusals are about you: authentication or policy'],
    [0, 30, 'Refusals are about you: authentication or policy'],
    [3, 2, 'Too few permanent failures to judge'],
    [0, 0, 'No permanent failures'],
  ])('%i address failures and %i policy failures: %s', (addresses, policy, title) => {
    expect(of(addresses, policy)).toBe(title);
  });
});
