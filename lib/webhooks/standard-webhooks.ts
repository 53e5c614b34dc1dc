import {
  checkTime,
  expect,
  headerOf,
  hmac,
  isSame,
  keyOf,
  MINUTE,
  type SignedRequest,
  type Verify,
} from './verification';

/** https://www.standardwebhooks.com: each attempt is signed anew. */
const TOLERANCE_MS = 5 * MINUTE;
/** Svix, who began it, has a name of its own for the headers. */
const FAMILIES = ['webhook', 'svix'];

/** HMAC-SHA256 over id, timestamp and raw body, under the bytes that the secret holds in base64. */
export const verifyStandardWebhook: Verify = (request, pinned, checks) => {
  const family = FAMILIES.find((name) => request.headers.get(`${name}-signature`) !== null) ?? FAMILIES[0];
  const [id, timestamp] = [headerOf(request, `${family}-id`), headerOf(request, `${family}-timestamp`)];
  const secret = Buffer.from(keyOf(pinned).replace(/^whsec_/, ''), 'base64');
  // A sum under no key at all is anybody's.
  expect(secret.length > 0);
  const own = hmac('sha256', secret, `${id}.${timestamp}.`, request.body);
  expect(signaturesOf(request, `${family}-signature`).some((signature) => isSame(own, signature)));
  const sentAt = checkTime(Number(timestamp) * 1000, checks, TOLERANCE_MS);
  return { deliveryId: id, sentAt };
};

/** Several while a secret is being changed: `v1,… v1,…`. Sweego writes its one without the version. */
const signaturesOf = (request: SignedRequest, name: string): Buffer[] =>
  headerOf(request, name)
    .split(' ')
    .filter((one) => !one.includes(',') || one.startsWith('v1,'))
    .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'));
