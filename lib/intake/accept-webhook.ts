import { createHash } from 'node:crypto';
import { WebhookSettings } from '@/lib/source-kinds/webhook';
import { receiveTogether } from '@/lib/store/receive-together';
import { openSettings } from '@/lib/store/source-settings';
import { noteArrival, sourceByName } from '@/lib/store/sources';
import { dropSubscription, noteSubscription } from '@/lib/store/webhook-subscriptions';
import { type Service, serviceById } from '@/lib/webhooks/services';
import { amazonAddress, readSnsMessage } from '@/lib/webhooks/ses';
import { NotGenuine, type Proof } from '@/lib/webhooks/verification';
import { answer } from './answer';
import type { Intake } from './intake';
import { Problem, paused } from './problem';
import { withBody } from './read-body';
import { hasToken } from './webhook-token';

type Source = NonNullable<Awaited<ReturnType<typeof sourceByName>>>;

export interface Delivery {
  request: Request;
  source: Source;
  service: Service;
  settings: WebhookSettings;
  body: Buffer<ArrayBuffer>;
}
export type Prove = (intake: Intake, delivery: Delivery) => Promise<Proof>;

/** Takes what a sending service posts, once it is certain that it is the service that posts it. */
export const acceptWebhook = (
  intake: Intake,
  request: Request,
  name: string,
  prove: Prove = proofOf,
): Promise<Response> =>
  answer(intake, name, async () => {
    const source = await sourceByName(intake.db, name);
    // Whether there is such a source is nobody's business who cannot show that they belong to it.
    if (source?.kind !== 'webhook') throw notGenuine('nothing is set up at this address');
    const settings = WebhookSettings.parse(openSettings(source, intake.box));
    const service = serviceById(settings.service)!;
    // What shows a token is turned away before it is read.
    if (!service.verify && !(await hasToken(intake, request, source.id)))
      throw notGenuine(
        'the token of this source is missing or wrong: put it into the address as ?token=…, or give it as the password of basic authentication with any user name',
      );
    return withBody(request, intake.budget, async ({ raw: body }) => {
      const delivery = { request, source, service, settings, body };
      const proof = await prove(intake, delivery);
      if (source.paused) throw paused();
      await keep(intake, delivery, proof);
      return Response.json({ accepted: true }, { headers: { 'Cache-Control': 'no-store' } });
    });
  });

/** @throws Problem where the request is not its service's own. */
async function proofOf(intake: Intake, { request, service, settings, body }: Delivery): Promise<Proof> {
  if (!service.verify) return { deliveryId: null, sentAt: null };
  const checks = { now: intake.now(), certificateOf: intake.certificateOf };
  try {
    return await service.verify({ headers: request.headers, body }, settings, checks);
  } catch (error) {
    if (error instanceof NotGenuine) throw notGenuine(error.message);
    throw error;
  }
}

async function keep(intake: Intake, { source, service, body }: Delivery, proof: Proof): Promise<void> {
  const now = intake.now();
  if (service.id === 'ses' && (await isHandshake(intake, source.id, body, now))) return;
  if (proof.isTrial) return;
  await intake.pressure.admit(intake.db, source.id, body.length, now);
  const name = proof.deliveryId ?? createHash('sha256').update(body).digest('hex');
  const batchId = await receiveTogether(intake.db, {
    sourceId: source.id,
    format: service.id,
    content: body,
    idempotencyKey: `${proof.deliveryId === null ? 'sha256' : 'id'}:${name}`,
  });
  await noteArrival(
    intake.db,
    source.id,
    now,
    proof.sentAt === null ? undefined : proof.sentAt - now.getTime(),
  );
  intake.announce({ sourceId: source.id, batchId }, service.id);
}

/** A topic that asks whether it may post, or takes its leave: that is for the operator, and no record. */
async function isHandshake(intake: Intake, sourceId: number, body: Buffer, now: Date): Promise<boolean> {
  const { Type, TopicArn = '', SubscribeURL } = readSnsMessage(body);
  if (Type === 'SubscriptionConfirmation') {
    const subscribeUrl = amazonAddress(SubscribeURL).href;
    await noteSubscription(intake.db, { sourceId, topicArn: TopicArn, subscribeUrl, askedAt: now });
    intake.log.info(
      { sourceId, topic: TopicArn },
      'a topic asks to be confirmed: see the page of its source',
    );
    return true;
  }
  if (Type !== 'UnsubscribeConfirmation') return false;
  await dropSubscription(intake.db, sourceId, TopicArn);
  intake.log.warn({ sourceId, topic: TopicArn }, 'a topic posts here no more: its subscription was ended');
  return true;
}

/** The same for everybody, so that nobody learns by trying which sources there are; the log says why. */
const notGenuine = (why: string) =>
  new Problem({
    status: 401,
    code: 'not-genuine',
    title: 'Not accepted as genuine',
    detail:
      'Either nothing is set up at this address, or the request does not show that it is of the service that posts here. The log of the dashboard says which.',
    logged: why,
    headers: { 'WWW-Authenticate': 'Basic realm="bounceboard"' },
  });
