import { describe, expect, it } from 'vitest';
import { MORE_SERVER_NOTICES } from './more-server-notices';
import { parseMail } from './parse-mail';
import { PROVIDER_NOTICES } from './provider-notices';
import { SERVER_NOTICES } from './server-notices';
import { TRANSLATED_NOTICES } from './translated-notices';

const NOTICES = [...SERVER_NOTICES, ...MORE_SERVER_NOTICES, ...PROVIDER_NOTICES, ...TRANSLATED_NOTICES];

const HEADERS =
  'From: Mail Delivery System <mailer-daemon@example.org>\nSubject: Returned mail\nReturn-Path: <>';

const recipientsOf = (text: string, headers = HEADERS): (string | null)[] =>
  parseMail(
    `${headers}\nTo: me@example.org\nDate: Thu, 1 Feb 2024 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n${text}`,
  ).map(({ recipient }) => recipient);

/** Below a list that gives names with their addresses, one more of them cannot be told from a signature. */
const LISTS_OF_NAMES = ['a list of names and addresses', 'Exchange, delay'];

/** People who stand in a notice without being those whom it is about. */
const BYSTANDERS: readonly { who: string; text: string; except?: readonly string[] }[] = [
  { who: 'who signs', text: 'Jane Doe <jane.doe@isp.example>', except: LISTS_OF_NAMES },
  {
    who: 'who signs, with brackets',
    text: 'Regards,\nJane Doe (jane.doe@isp.example)',
    except: ['Exchange, delay'],
  },
  { who: 'who reads it', text: 'News Team <me@example.org>' },
  {
    who: 'whom a folded field of the returned message names',
    text: 'Subject: Offers\nTo: x@y.example,\n    carl@example.net, dora@example.net,\n    emil@example.net, fay@example.net',
    // Where nothing else names a recipient, whom the message was for is the best answer.
    except: ['the address in the subject alone'],
  },
  {
    who: 'who helps',
    text: 'If your mail was rejected by mistake, write to: anna@isp.example, bernd@isp.example',
  },
  { who: 'who alone helps', text: 'If your mail was rejected by mistake, write to anna@isp.example' },
  {
    who: 'who helps, below',
    text: 'If your mail was rejected by mistake, please contact:\nanna@isp.example',
  },
  { who: 'who helps, apart', text: 'If mail was rejected by mistake, contact us:\n\n<anna@isp.example>' },
];

describe.each(BYSTANDERS)('$who', ({ text: bystanders, except = [] }) => {
  it('is no recipient, whichever server wrote', () => {
    const changed = NOTICES.filter(({ headers, text, told }) => {
      const recipients = recipientsOf(`${text.trimEnd()}\n\n${bystanders}\n`, headers);
      return recipients.join() !== told.map(({ recipient }) => recipient).join();
    });
    expect(changed.map(({ server }) => server)).toEqual(except);
  });
});

it('takes the same words for a list where nobody is asked to write', () => {
  const notice = (lead: string) =>
    `Your message was not delivered.\n\n${lead}: anna@isp.example, bernd@isp.example\n`;
  const both = ['anna@isp.example', 'bernd@isp.example'];
  expect(recipientsOf(notice('Mail was rejected by the server of'))).toEqual(both);
  expect(recipientsOf(notice('Unknown users, or unable to contact their server'))).toEqual(both);
});

it('follows a list of recipients that is folded', () => {
  expect(
    recipientsOf(
      'The following recipients failed: ana@example.com, bo@example.net,\n    carl@example.net, dora@example.net\n',
    ),
  ).toEqual(['ana@example.com', 'bo@example.net', 'carl@example.net', 'dora@example.net']);
});

it('still takes the only one listed for the recipient, though he reads it', () => {
  expect(
    recipientsOf('The following address failed:\n\n  me@example.org\n    550 5.1.1 No such user\n'),
  ).toEqual(['me@example.org']);
});

/** What a postmaster writes to all of his users speaks of failures, too. */
const CIRCULARS = [
  'Dear users,\n\nsome mailboxes are over quota, and mail to them was rejected. If yours is, write to jane@isp.example.\n',
  'Dear users,\n\nmailboxes over quota are emptied on Friday: please contact\njane@isp.example before.\n',
  'Dear users,\n\nthe mailbox is full for many of you. Questions? Ask Tom or contact Jane Doe <jane@isp.example>\n',
  'Dear users,\n\nmail to mailboxes over quota is rejected.\n\nJane Doe <jane@isp.example>\n',
];

it.each(CIRCULARS)('no recipient stands in a circular: %j', (text) => {
  expect(recipientsOf(text, 'From: postmaster@isp.example\nSubject: Mailboxes over quota')).toEqual([]);
  expect(recipientsOf(text.replace(/(?:write to|contact|Jane Doe)\s<?/, 'we could not reach '))).toEqual([
    'jane@isp.example',
  ]);
});
