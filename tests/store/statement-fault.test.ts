import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { expect, test } from 'vitest';
import { isOfStatement } from '@/lib/store/statement-fault';

const refused = (originalCode: string) =>
  new DriverAdapterError({ kind: 'postgres', originalCode } as never as ConstructorParameters<
    typeof DriverAdapterError
  >[0]);
const withCode = (code: string) => Object.assign(new Error('broken'), { code });

test.each([
  ['a conflict with replay', refused('40001')],
  ['cancelled', refused('57014')],
  ['a table that is not there', refused('42P01')],
  ['too long', new Error('Query read timeout')],
])('of the statement: %s', (_, error) => {
  expect(isOfStatement(error)).toBe(true);
});

test.each([
  ['shutting down', refused('57P01')],
  ['no connection left', refused('53300')],
  ['a wrong password', refused('28P01')],
  ['nobody listens', new DriverAdapterError({ kind: 'DatabaseNotReachable' })],
  ['a socket, in five letters', withCode('EPIPE')],
  ['cut off', new Error('Connection terminated unexpectedly')],
  ['nobody takes the call', new Error('timeout exceeded when trying to connect')],
])('of the server or the way to it: %s', (_, error) => {
  expect(isOfStatement(error)).toBe(false);
});
