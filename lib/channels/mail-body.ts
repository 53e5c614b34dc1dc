import { visible } from '@/lib/mail/visible';
import type { Notice } from './notice';
import { headline } from './words';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark]!);

const COLOURS = { critical: '#d1242f', warning: '#bf8700', info: '#0969da' } as const;
const OVER = '#1a7f37';
const LABEL = 'padding:2px 16px 2px 0;vertical-align:top;white-space:nowrap;opacity:.7';
const VERBATIM =
  'font-family:ui-monospace,Menlo,Consolas,monospace;font-size:13px;white-space:pre-wrap;word-break:break-word;border-left:3px solid #8888;padding:4px 0 4px 12px;margin:12px 0';

/** The same as the plain text, for those who read mail with pictures: no images, nothing from elsewhere. */
export function htmlBody(notice: Notice): string {
  const { facts, diagnostic, advice, url, severity, reason } = notice;
  const colour = reason === 'resolved' || reason === 'acknowledged' ? OVER : COLOURS[severity];
  const rows = facts.map(
    ({ label, value }) => `<tr><td style="${LABEL}">${escaped(label)}</td><td>${escaped(value)}</td></tr>`,
  );
  return [
    '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>',
    '<body style="font-family:system-ui,sans-serif;font-size:14px;line-height:1.5;max-width:640px">',
    `<h1 style="font-size:17px;border-left:4px solid ${colour};padding-left:12px">${escaped(headline(notice))}</h1>`,
    `<table style="border-collapse:collapse">${rows.join('')}</table>`,
    diagnostic === null ? '' : `<p style="${VERBATIM}">${escaped(diagnostic)}</p>`,
    advice === null ? '' : `<p><strong>What to do first</strong><br>${escaped(advice)}</p>`,
    `<p><a href="${escaped(url)}">Look into it</a></p>`,
    '</body></html>',
  ].join('\n');
}
