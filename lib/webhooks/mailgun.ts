import { Fields, parseJson } from '@/lib/formats/fields';
import { readForm } from '@/lib/formats/form-body';
import { checkTime, DAY, expect, hmac, isSame, keyOf, NotGenuine, type Verify } from './verification';

/** Mailgun tries again for 8 hours, with the signature of the first time. */
const TOLERANCE_MS = DAY;

/**
 * HMAC-SHA256 over timestamp and token. The events themselves are not signed, so whoever has seen one request could
 * put others behind its signature: the token is the delivery's name, and is good for one body.
 */
export const verifyMailgun: Verify = (request, pinned, checks) => {
  const text = request.body.toString('utf8');
  const body = new Fields(parseJson(text) ?? readForm(text.trim()));
  const signed = body.at('signature').has('token') ? body.at('signature') : body;
  const [timestamp, token, signature] = [
    signed.text('timestamp'),
    signed.text('token'),
    signed.text('signature'),
  ];
  if (!timestamp || !token || !signature)
    throw new NotGenuine('timestamp, token and signature are not all in the body');
  expect(isSame(hmac('sha256', keyOf(pinned), timestamp, token), Buffer.from(signature, 'hex')));
  checkTime(Number(timestamp) * 1000, checks, TOLERANCE_MS);
  return { deliveryId: token, sentAt: null };
};
