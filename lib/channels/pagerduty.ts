import { z } from 'zod';
import { visible } from '@/lib/mail/visible';
import { channelKind, type Delivery, type Outgoing } from './channel';
import type { Notice } from './notice';
import { answersWith, postJson } from './post';
import { cut, headline } from './words';

/** developer.pagerduty.com, Events API v2: what a summary and a key may have. */
const SUMMARY_LENGTH = 1024;
const DETAIL_LENGTH = 2000;

const ACTIONS: Record<Notice['reason'], 'trigger' | 'acknowledge' | 'resolve'> = {
  firing: 'trigger',
  reminder: 'trigger',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
  test: 'trigger',
};

function details({ facts, diagnostic, advice }: Notice): Record<string, string> {
  const pairs = [
    ...facts.map(({ label, value }) => [visible(label), visible(value)] as const),
    ...(diagnostic === null ? [] : [['The server said', visible(diagnostic)] as const]),
    ...(advice === null ? [] : [['What to do first', visible(advice)] as const]),
  ];
  return Object.fromEntries(pairs.map(([label, text]) => [label, cut(text, DETAIL_LENGTH)]));
}

const Settings = z.object({
  routingKey: z.string().trim().min(1).describe('Integration key (Events API v2)'),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .default('https://events.pagerduty.com')
    .describe('Service region (EU: https://events.eu.pagerduty.com)'),
});

/** Events of one `dedup_key` are one incident there, however often they arrive. */
async function enqueue(
  { routingKey, endpoint }: z.infer<typeof Settings>,
  notice: Notice,
  action: 'trigger' | 'acknowledge' | 'resolve',
  out: Outgoing,
): Promise<Delivery> {
  const payload = {
    summary: cut(headline(notice), SUMMARY_LENGTH),
    source: 'Bounceboard',
    severity: notice.reason === 'test' ? 'info' : notice.severity,
    timestamp: notice.since,
    custom_details: details(notice),
  };
  return postJson(out, {
    url: new URL('/v2/enqueue', endpoint).href,
    body: {
      routing_key: routingKey,
      event_action: action,
      dedup_key: notice.incidentKey,
      client: 'Bounceboard',
      client_url: notice.url,
      links: [{ href: notice.url, text: 'Look into it' }],
      ...(action === 'trigger' && { payload }),
    },
    isTaken: answersWith('status'),
    // A key that it does not know is an invalid event to it.
    broken: [400],
  });
}

export const pagerduty = channelKind({
  kind: 'pagerduty',
  title: 'PagerDuty',
  summary: 'Pages whoever is on call, and follows when the incident is acknowledged or over.',
  settings: Settings,
  secrets: ['routingKey'],
  isPager: true,
  async send(settings, notice, out) {
    const sent = await enqueue(settings, notice, ACTIONS[notice.reason], out);
    // A test leaves no incident behind.
    if (notice.reason !== 'test' || sent.outcome !== 'sent') return sent;
    return enqueue(settings, notice, 'resolve', out);
  },
});
