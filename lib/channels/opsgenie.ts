import { z } from 'zod';
import { channelKind, type Delivery, type Outgoing } from './channel';
import type { Notice } from './notice';
import { answersWith, postJson } from './post';
import { cut, headline, plainText } from './words';

/** docs.opsgenie.com, Alert API. */
const MESSAGE_LENGTH = 130;
const DESCRIPTION_LENGTH = 15_000;
const PRIORITIES = { critical: 'P1', warning: 'P3', info: 'P5' } as const;

const Settings = z.object({
  apiKey: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]+$/, 'may have no spaces')
    .describe('API key of an API integration'),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .default('https://api.opsgenie.com')
    .describe('Service region (EU: https://api.eu.opsgenie.com)'),
});

/** Alerts of one alias are one alert there, for as long as it is open. */
function request(
  { apiKey, endpoint }: z.infer<typeof Settings>,
  path: string,
  body: object,
  out: Outgoing,
): Promise<Delivery> {
  return postJson(out, {
    url: new URL(`/v2/alerts${path}`, endpoint).href,
    headers: { authorization: `GenieKey ${apiKey}` },
    body: { source: 'Bounceboard', ...body },
    isTaken: answersWith('requestId'),
  });
}

const create = (settings: z.infer<typeof Settings>, notice: Notice, out: Outgoing) =>
  request(
    settings,
    '',
    {
      message: cut(headline(notice), MESSAGE_LENGTH),
      alias: notice.incidentKey,
      description: cut(`${headline(notice)}\n\n${plainText(notice)}`, DESCRIPTION_LENGTH),
      priority: notice.reason === 'test' ? 'P5' : PRIORITIES[notice.severity],
    },
    out,
  );

const change = (settings: z.infer<typeof Settings>, notice: Notice, verb: string, out: Outgoing) =>
  request(
    settings,
    `/${encodeURIComponent(notice.incidentKey)}/${verb}?identifierType=alias`,
    { note: cut(headline(notice), DESCRIPTION_LENGTH) },
    out,
  );

export const opsgenie = channelKind({
  kind: 'opsgenie',
  title: 'Opsgenie',
  summary: 'Pages whoever is on call. Atlassian ends Opsgenie and its API on 5 April 2027: plan a move.',
  settings: Settings,
  secrets: ['apiKey'],
  sentTo: ['endpoint'],
  isPager: true,
  async send(settings, notice, out) {
    if (notice.reason === 'resolved') return change(settings, notice, 'close', out);
    if (notice.reason === 'acknowledged') return change(settings, notice, 'acknowledge', out);
    const sent = await create(settings, notice, out);
    // A test leaves no alert behind.
    if (notice.reason !== 'test' || sent.outcome !== 'sent') return sent;
    return change(settings, notice, 'close', out);
  },
});
