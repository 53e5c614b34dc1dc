import { verify, X509Certificate } from 'node:crypto';
import { Fields, parseJson } from '@/lib/formats/fields';
import { checkTime, DAY, expect, NotGenuine, type Verify } from './verification';

/** SNS tries again for an hour, and what a dead-letter queue has kept comes later; batches are remembered for a week. */
const TOLERANCE_MS = 6 * DAY;

/** Amazon's own hosts, and nothing that only looks like them. */
const HOST = /^sns\.[a-z0-9-]{3,40}\.amazonaws\.com(?:\.cn)?$/;

/** What is signed of each type, in this order; the subject only where there is one. */
const NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
const SIGNED: Record<string, readonly string[]> = {
  Notification: NOTIFICATION,
  SubscriptionConfirmation: CONFIRMATION,
  UnsubscribeConfirmation: CONFIRMATION,
};
const ALGORITHMS: Record<string, string> = { '1': 'sha1', '2': 'sha256' };

export type SnsMessage = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html. Anybody can have Amazon sign what
 * their own topic says, so the topic is pinned. */
export const verifySes: Verify = async (request, pinned, checks) => {
  const message = readSnsMessage(request.body);
  const fields = SIGNED[message.Type ?? ''];
  if (!fields) {
    throw new NotGenuine(
      'it is no SNS message: in the subscription, raw message delivery has to be off, or nothing is signed',
    );
  }
  if (!pinned.topicArn || message.TopicArn !== pinned.topicArn)
    throw new NotGenuine('it comes from another topic than the one that is set for this source');
  checkTime(Date.parse(message.Timestamp ?? ''), checks, TOLERANCE_MS);
  const algorithm = ALGORITHMS[message.SignatureVersion ?? ''];
  if (!algorithm) throw new NotGenuine('its SignatureVersion is neither 1 nor 2');
  const pem = await checks.certificateOf(amazonAddress(message.SigningCertURL, /\.pem$/));
  const signed = fields
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join('');
  const certificate = certificateIn(pem, checks.now);
  expect(
    verify(
      algorithm,
      Buffer.from(signed),
      certificate.publicKey,
      Buffer.from(message.Signature ?? '', 'base64'),
    ),
  );
  return { deliveryId: message.MessageId ?? null, sentAt: null };
};

/** The texts of an SNS message; anything else is an empty one. */
export function readSnsMessage(body: Buffer): SnsMessage {
  const fields = new Fields(parseJson(body.toString('utf8')));
  const object = fields.keys().map((name) => [name, fields.at(name).value] as const);
  return Object.fromEntries(
    object.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** @throws NotGenuine for an address that is not on one of Amazon's own hosts. */
export function amazonAddress(text: string | undefined, path = /^/): URL {
  const url = URL.canParse(text ?? '') ? new URL(text!) : null;
  const isAmazons =
    url !== null &&
    url.protocol === 'https:' &&
    HOST.test(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    path.test(url.pathname);
  if (!isAmazons) throw new NotGenuine('an address in it is not on a host of Amazon SNS');
  return url;
}

function certificateIn(pem: string, now: Date): X509Certificate {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw new NotGenuine('what lies at its SigningCertURL is no certificate');
  }
  if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo))
    throw new NotGenuine('its certificate is not valid now');
  return certificate;
}
