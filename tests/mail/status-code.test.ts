import { describe, expect, it } from 'vitest';
import { parseStatusCode, parseStatusCodePattern, speaksOf } from '@/lib/mail/status-code';

const fits = (pattern: string, code: string) => {
  const status = parseStatusCode(code);
  return status !== null && speaksOf(parseStatusCodePattern(pattern), status);
};

describe('status codes', () => {
  it('are class, subject and detail', () => {
    expect(parseStatusCode('5.7.26')).toEqual({ class: 5, subject: 7, detail: 26 });
    for (const other of ['3.1.1', '5.7', '5.7.1.2', '5.7.x', '5.7.1234', ''])
      expect(parseStatusCode(other)).toBeNull();
  });

  it('fit patterns of one code, of both classes of failure, and of a range', () => {
    expect(fits('5.7.26', '5.7.26')).toBe(true);
    expect(fits('5.7.26', '4.7.26')).toBe(false);
    expect(fits('X.7.26', '4.7.26')).toBe(true);
    expect(fits('X.1.5', '2.1.5')).toBe(false);
    expect(fits('5.7.606-649', '5.7.649')).toBe(true);
    expect(fits('5.7.606-649', '5.7.650')).toBe(false);
  });

  it('reject a pattern that is none', () => {
    expect(() => parseStatusCodePattern('5.7')).toThrow('not a status code pattern: 5.7');
  });
});
