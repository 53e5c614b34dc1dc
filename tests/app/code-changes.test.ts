import { expect, it } from 'vitest';
import { codeChanges } from '@/app/_findings/code-changes';

const code = (statusCode: string | null, events: number, replyCode: number | null = null) => ({
  ...{ statusCode, replyCode, events },
});

it('puts what has changed before what may be chance, and the largest first', () => {
  const changes = codeChanges(
    [code('5.7.26', 200), code('5.1.1', 101), code('5.1.1', 9), code('4.2.2', 3), code(null, 40, 421)],
    [code('5.1.1', 100), code('4.2.2', 1), code('5.7.1', 400)],
    10_000,
    10_000,
  );
  expect(
    changes.map(({ code: name, now, before, isReal }) => [name, now.numerator, before.numerator, isReal]),
  ).toEqual([
    ['5.7.1', 0, 400, true],
    ['5.7.26', 200, 0, true],
    ['421', 40, 0, true],
    ['5.1.1', 110, 100, false],
    ['4.2.2', 3, 1, false],
  ]);
});
