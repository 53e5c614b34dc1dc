import type { Notice } from '@/lib/channels/notice';
import { guardedClient } from '@/lib/outgoing/guarded-client';

export const NOW = new Date('2026-05-04T03:20:00Z');

export const outgoing = { http: guardedClient({ allowHosts: ['127.0.0.1'], timeoutMs: 2_000 }), now: NOW };

export const notice = (change: Partial<Notice> = {}): Notice => ({
  ...{ id: 'bb-7-transition-17-2', incidentKey: 'bb-7-incident-4', reason: 'firing', severity: 'critical' },
  title: 'Gmail refuses news.example.com: SPF and DKIM both failed (5.7.26)',
  ...{ at: '2026-05-04T03:19:00.000Z', since: '2026-05-04T03:12:00.000Z' },
  facts: [
    { label: 'Hard bounces above 5%', value: '300 of 1,000 (30.0%)' },
    { label: 'Since', value: '4 May 2026, 05:12 CEST' },
  ],
  diagnostic: '550-5.7.26 Your email has been blocked because the sender is unauthenticated.',
  advice: 'Publish exactly one SPF record that names every server that sends for the domain.',
  url: 'https://bounces.example.com/alerts/4',
  ...change,
});

/** What a receiver could write into its answers to break out of where they are shown. */
export const HOSTILE = notice({
  title: 'Gmail <!channel> refuses @everyone `x` **b** [a](https://evil.example)\r\nBcc: eve@evil.example',
  facts: [
    { label: 'Cause', value: '</td><script>alert(1)</script> <@U123> *b* & <https://evil.example|ok>' },
  ],
  diagnostic:
    '```\n@everyone <!here> <img src=x onerror=alert(1)> \u202Egnp.exe [x](https://evil.example) ---',
  advice: '# heading <b>bold</b> & <!subteam^S1>',
});
