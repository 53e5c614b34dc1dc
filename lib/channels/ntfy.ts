import { z } from 'zod';
import { channelKind } from './channel';
import { answersWith, postJson } from './post';
import { cut, headline, plainText } from './words';

/** A message beyond 4096 bytes becomes an attachment; a character may take three. */
const MESSAGE_LENGTH = 1300;
const TITLE_LENGTH = 250;
const PRIORITIES = { critical: 5, warning: 4, info: 3 } as const;
const TAGS = { critical: 'rotating_light', warning: 'warning', info: 'information_source' } as const;

export const ntfy = channelKind({
  kind: 'ntfy',
  title: 'ntfy',
  summary: 'Push notifications to a phone, through ntfy.sh or a server of your own.',
  settings: z.object({
    server: z
      .url({ protocol: /^https?$/ })
      .default('https://ntfy.sh')
      .describe('Server'),
    topic: z
      .string()
      .trim()
      .regex(/^[\w-]{1,64}$/, 'may have letters, digits, hyphens and underscores')
      .describe('Topic'),
    token: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/, 'may have no spaces')
      .optional()
      .describe('Access token, where the topic is protected'),
  }),
  secrets: ['token'],
  sentTo: ['server'],
  send({ server, topic, token }, notice, out) {
    const isCalm = ['resolved', 'acknowledged', 'test'].includes(notice.reason);
    return postJson(out, {
      url: server,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      // As JSON, and not in headers: nothing in it can be taken for one.
      body: {
        topic,
        title: cut(headline(notice), TITLE_LENGTH),
        message: cut(plainText(notice), MESSAGE_LENGTH),
        priority: isCalm ? 3 : PRIORITIES[notice.severity],
        tags: [isCalm ? 'white_check_mark' : TAGS[notice.severity]],
        click: notice.url,
        markdown: false,
      },
      isTaken: answersWith('id'),
    });
  },
});
