import { z } from 'zod';
import { visible } from '@/lib/mail/visible';
import { channelKind } from './channel';
import type { Notice } from './notice';
import { answersWith, postJson } from './post';
import { cut, headline } from './words';

// Limits of an embed (discord.com/developers/docs/resources/message#embed-object-embed-limits); all texts together
// may have 6000 characters.
const TITLE_LENGTH = 256;
/** A field's name takes 256 characters; what is escaped grows. */
const LABEL_LENGTH = 100;
const FIELDS = 10;
const FIELD_LENGTH = 200;
const TEXT_LENGTH = 1200;

/** A red, an amber, a blue and a green, as Discord takes them: 0xRRGGBB. */
const COLOURS = { critical: 0xd1242f, warning: 0xbf8700, info: 0x0969da } as const;
const OVER = 0x1a7f37;

/** Every character that Discord's Markdown could be made of. Cut before, so that no escape is cut in two. */
const escaped = (text: string): string => text.replace(/[\\`*_~|[\]()<>#:@.+-]/g, '\\$&');

/** Within a block of code the only markup is the end of the block. */
const code = (text: string): string => `\`\`\`\n${text.replaceAll('`', 'ˋ')}\n\`\`\``;

function embed(notice: Notice): object {
  const { facts, diagnostic, advice, url, severity, reason, at } = notice;
  const text = [
    diagnostic === null ? null : code(cut(visible(diagnostic), TEXT_LENGTH)),
    advice === null ? null : `**What to do first** ${escaped(cut(visible(advice), TEXT_LENGTH / 2))}`,
  ];
  return {
    title: escaped(cut(headline(notice), TITLE_LENGTH / 2)),
    url,
    description: text.filter(Boolean).join('\n'),
    color: reason === 'resolved' || reason === 'acknowledged' ? OVER : COLOURS[severity],
    timestamp: at,
    fields: facts.slice(0, FIELDS).map(({ label, value }) => ({
      name: escaped(cut(visible(label), LABEL_LENGTH)),
      value: escaped(cut(visible(value), FIELD_LENGTH)),
      inline: true,
    })),
  };
}

export const discord = channelKind({
  kind: 'discord',
  title: 'Discord',
  summary: 'A webhook of a Discord channel.',
  settings: z.object({ url: z.url({ protocol: /^https?$/ }).describe('Webhook URL') }),
  secrets: ['url'],
  send({ url }, notice, out) {
    const target = new URL(url);
    // Discord then answers with the message, after it was taken.
    target.searchParams.set('wait', 'true');
    return postJson(out, {
      url: target.href,
      body: { embeds: [embed(notice)], allowed_mentions: { parse: [] } },
      isTaken: answersWith('id'),
    });
  },
});
