import { z } from 'zod';
import { visible } from '@/lib/mail/visible';
import { channelKind } from './channel';
import type { Notice } from './notice';
import { postJson } from './post';
import { cut, headline } from './words';

/** The three characters that Slack's markup is made of (docs.slack.dev, Formatting message text). `*` and `_` cannot
 * be escaped, and do no more than change the look. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** `verbatim`: neither addresses nor names of channels become links. Limits are those of Block Kit. */
const markup = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const FIELDS = 10;
const FIELD_LENGTH = 2000;
const HEADER_LENGTH = 150;
const TEXT_LENGTH = 3000;

function blocks(notice: Notice): object[] {
  const { facts, diagnostic, advice, url } = notice;
  const fields = facts
    .slice(0, FIELDS)
    .map(({ label, value }) =>
      markup(cut(`*${escaped(visible(label))}*\n${escaped(visible(value))}`, FIELD_LENGTH)),
    );
  return [
    { type: 'header', text: plain(cut(headline(notice), HEADER_LENGTH)) },
    ...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
    ...(diagnostic === null ? [] : [verbatim(diagnostic)]),
    ...(advice === null
      ? []
      : [
          {
            type: 'section',
            text: markup(cut(`*What to do first*\n${escaped(visible(advice))}`, TEXT_LENGTH)),
          },
        ]),
    { type: 'actions', elements: [{ type: 'button', text: plain('Look into it'), url }] },
  ];
}

/** Text elements of rich text are not parsed for markup at all. */
const verbatim = (diagnostic: string) => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: cut(visible(diagnostic), TEXT_LENGTH) }],
    },
  ],
});

export const slack = channelKind({
  kind: 'slack',
  title: 'Slack',
  summary: 'An incoming webhook of a Slack app posts into one channel.',
  settings: z.object({ url: z.url({ protocol: /^https?$/ }).describe('Webhook URL') }),
  secrets: ['url'],
  send: ({ url }, notice, out) =>
    postJson(out, {
      url,
      body: {
        // What lists and screen readers show.
        text: escaped(headline(notice)),
        blocks: blocks(notice),
        ...{ unfurl_links: false, unfurl_media: false },
      },
      isTaken: ({ text }) => text.trim() === 'ok',
    }),
});
