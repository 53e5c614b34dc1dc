import type { Db } from '@/lib/db';

/** Whom one might have told: one that broke, one that works, one that is tried again. */
export async function setUpChannels(db: Db): Promise<void> {
  const sealed = { sealed: 'x.y.z.0' };
  const everything = { severities: ['info', 'warning', 'critical'], repeatMinutes: 240 };
  const nights = { from: '22:00', until: '07:00', timeZone: 'Europe/Berlin', except: ['critical'] };
  const gmail = [{ name: 'provider', operator: 'is', value: 'gmail' }];
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const test = (name: string, change: object) => ({
    ...{ about: `test-${name}`, reason: 'test', dueAt: at(40), createdAt: at(40), attempts: 1, notice: {} },
    ...change,
  });
  await db.channel.create({
    data: {
      ...{ name: 'Slack #mail-ops', kind: 'slack', settings: { url: sealed }, enabled: false },
      fault: 'answered 404: no_service',
      routes: { create: [everything, { severities: ['critical'], matchers: gmail, quietHours: nights }] },
      notifications: { create: test('a', { state: 'failed', fault: 'answered 404: no_service' }) },
    },
  });
  await db.channel.create({
    data: {
      ...{ name: 'On call', kind: 'pagerduty', settings: { routingKey: sealed } },
      routes: { create: { severities: ['critical'], repeatMinutes: 60 } },
      notifications: {
        create: test('b', { state: 'sent', sentAt: at(39), answer: 'answered 202: {"status":"success"}' }),
      },
    },
  });
  await db.channel.create({
    data: {
      ...{ name: 'Postmasters', kind: 'email' },
      settings: {
        host: 'mail.example.com',
        port: 587,
        security: 'starttls',
        from: 'b@example.com',
        to: ['o@example.com'],
      },
      routes: { create: everything },
      notifications: {
        create: test('c', {
          state: 'waiting',
          fault: '451 4.3.0 try again later',
          dueAt: new Date(Date.now() + 864e5),
        }),
      },
    },
  });
}
