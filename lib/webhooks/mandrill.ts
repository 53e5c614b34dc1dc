import { expect, headerOf, hmac, isSame, keyOf, NotGenuine, type Verify } from './verification';

/** Mandrill tries an address out before it has made a key for it: no events, under a key that everybody knows. */
const TRIAL_KEY = 'test-webhook';
const NO_EVENTS = '[]';

/** HMAC-SHA1 over the address as Mandrill has it, and the parameters by name: no time is signed, so a replay is told by
 * its events. */
export const verifyMandrill: Verify = (request, pinned) => {
  const signature = Buffer.from(headerOf(request, 'x-mandrill-signature'), 'base64');
  if (!pinned.publicUrl)
    throw new NotGenuine('the address that Mandrill posts to is not set for this source');
  const form = new URLSearchParams(request.body.toString('utf8'));
  form.sort();
  const signed = [pinned.publicUrl, ...[...form].flat()].join('');
  const isTrial =
    form.get('mandrill_events') === NO_EVENTS && isSame(hmac('sha1', TRIAL_KEY, signed), signature);
  if (!isTrial) expect(isSame(hmac('sha1', keyOf(pinned), signed), signature));
  return { deliveryId: null, sentAt: null, isTrial };
};
