import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { channelKind } from './channel';
import { postJson } from './post';

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET = /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const webhook = channelKind({
  kind: 'webhook',
  title: 'Webhook',
  summary: 'JSON to an address of yours, signed as standardwebhooks.com says; a delivery can be replayed.',
  settings: z.object({
    url: z.url({ protocol: /^https?$/ }).describe('Address'),
    secret: z
      .string()
      .trim()
      .regex(SECRET, 'must be whsec_ followed by what `openssl rand -base64 32` prints')
      .describe('Signing secret: whsec_ and what `openssl rand -base64 32` prints'),
  }),
  secrets: ['secret'],
  send({ url, secret }, notice, out) {
    const { id, reason, at, incidentKey, ...told } = notice;
    const body = JSON.stringify({
      type: reason === 'test' ? 'test' : `incident.${reason}`,
      timestamp: at,
      data: { incident: incidentKey, ...told },
    });
    return postJson(out, {
      url,
      headers: {
        // The receiver knows a message that it has seen by this, and refuses one that is older than five minutes.
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(out.now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, out.now, body),
      },
      body,
    });
  },
});
