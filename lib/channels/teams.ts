import { z } from 'zod';
import { visible } from '@/lib/mail/visible';
import { channelKind } from './channel';
import type { Notice } from './notice';
import { postJson } from './post';
import { cut, headline } from './words';

/** A message to Teams may have 28 KB, and a character of text three bytes. */
const TEXT_LENGTH = 2500;
const TITLE_LENGTH = 300;
const FACTS = 10;
const FACT_LENGTH = 300;
const COLOURS = { critical: 'Attention', warning: 'Warning', info: 'Accent' } as const;

/** Runs of rich text are shown as they are, while a TextBlock reads Markdown. */
const run = (text: string, style: object = {}) => ({
  type: 'TextRun',
  text: cut(text, TEXT_LENGTH),
  ...style,
});
const line = (...inlines: object[]) => ({ type: 'RichTextBlock', inlines });

function card(notice: Notice): object {
  const { facts, diagnostic, advice, url, reason, severity } = notice;
  const color = reason === 'resolved' || reason === 'acknowledged' ? 'Good' : COLOURS[severity];
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: [
      line(run(cut(headline(notice), TITLE_LENGTH), { weight: 'Bolder', size: 'Medium', color })),
      ...facts
        .slice(0, FACTS)
        .map(({ label, value }) =>
          line(run(`${visible(label)}: `, { weight: 'Bolder' }), run(cut(visible(value), FACT_LENGTH))),
        ),
      ...(diagnostic === null
        ? []
        : [line(run(cut(visible(diagnostic), TEXT_LENGTH), { fontType: 'Monospace' }))]),
      ...(advice === null
        ? []
        : [line(run('What to do first: ', { weight: 'Bolder' }), run(cut(visible(advice), TEXT_LENGTH)))]),
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Look into it', url }],
  };
}

export const teams = channelKind({
  kind: 'teams',
  title: 'Microsoft Teams',
  summary:
    'A workflow of Teams ("Send webhook alerts to a channel") posts a card. Connectors are gone since 2026.',
  settings: z.object({ url: z.url({ protocol: /^https?$/ }).describe('Workflow URL') }),
  secrets: ['url'],
  send: ({ url }, notice, out) =>
    postJson(out, {
      url,
      body: {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            contentUrl: null,
            content: card(notice),
          },
        ],
      },
    }),
});
