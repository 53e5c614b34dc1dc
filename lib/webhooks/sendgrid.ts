import { createPublicKey, verify } from 'node:crypto';
import { checkTime, DAY, expect, headerOf, keyOf, NotGenuine, type Verify } from './verification';

/** Events are sent again for 24 hours; `sg_event_id` keeps the same one from counting twice. */
const TOLERANCE_MS = DAY + DAY / 24;

/** ECDSA over P-256 and SHA-256 of the timestamp and the raw body; the key is a SubjectPublicKeyInfo in base64. */
export const verifySendgrid: Verify = (request, pinned, checks) => {
  const signature = headerOf(request, 'x-twilio-email-event-webhook-signature');
  const timestamp = headerOf(request, 'x-twilio-email-event-webhook-timestamp');
  const signed = Buffer.concat([Buffer.from(timestamp), request.body]);
  expect(verify('sha256', signed, publicKey(keyOf(pinned)), Buffer.from(signature, 'base64')));
  checkTime(Number(timestamp) * 1000, checks, TOLERANCE_MS);
  return { deliveryId: null, sentAt: null };
};

function publicKey(text: string) {
  try {
    return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
  } catch {
    throw new NotGenuine('the verification key of this source is none: copy it from SendGrid once more');
  }
}
