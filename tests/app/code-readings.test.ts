import { describe, expect, it } from 'vitest';
import { codeReadings } from '@/app/_panels/code-readings';
import { entriesFor } from '@/app/_panels/dictionary';

const CODE = '5.7.26';
const entries = entriesFor(CODE);
const ofGmail = entries.filter(({ owner }) => owner === 'gmail').map(({ rule }) => rule.id);
const given = (rule: string, events: number) => ({ provider: 'gmail', rule, events });

describe('what a code means', () => {
  it('begins with whoever gave it, and with the row that decided most', () => {
    expect(ofGmail.length).toBeGreaterThan(1);
    for (const rule of ofGmail) {
      const others = ofGmail.filter((one) => one !== rule).map((one) => given(one, 1));
      const [first] = codeReadings(entries, [...others, given(rule, 5)]);
      expect([first?.title, first?.rules[0]?.id]).toEqual(['Gmail', rule]);
      expect(first?.rules).toHaveLength(ofGmail.length);
    }
  });

  it('begins with the standards where nobody gave it', () => {
    expect(codeReadings(entries, [])[0]?.title).toBe('The standards');
  });
});
