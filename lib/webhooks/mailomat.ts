import { checkTime, DAY, expect, headerOf, hmac, isSame, keyOf, type Verify } from './verification';

const TOLERANCE_MS = DAY / 2;

/** HMAC-SHA256 over id, event and timestamp. The body is not signed, so the id is the delivery's name, and is good for
 * one body. */
export const verifyMailomat: Verify = (request, pinned, checks) => {
  const signed = ['id', 'event', 'timestamp'].map((name) => headerOf(request, `x-mom-webhook-${name}`));
  const [id, , timestamp] = signed as [string, string, string];
  const [algorithm, signature = ''] = headerOf(request, 'x-mom-webhook-signature').split('=', 2);
  const own = hmac('sha256', keyOf(pinned), signed.join('.'));
  expect(algorithm === 'sha256' && isSame(own, Buffer.from(signature, 'hex')));
  checkTime(Number(timestamp) * 1000, checks, TOLERANCE_MS);
  return { deliveryId: id, sentAt: null };
};
