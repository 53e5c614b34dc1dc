import { describe, expect, test } from 'vitest';
import { firstRow } from './first-row';

/** Answers as the providers' hosts write them, and the row that speaks of each. */
const ANSWERS: readonly [provider: string, answer: string, row: string][] = [
  [
    'gmail',
    '550 5.7.1 This message violates example.com email policy. - gcdp a1-b2 - gsmtp',
    'gmail/workspace-rule',
  ],
  ['gmail', '421 4.7.0 Connection expired, try reconnecting.', 'gmail/timeout'],
  [
    'gmail',
    '452 4.5.3 Domain policy size per transaction exceeded, please try this recipient in a separate transaction.',
    'gmail/4.5.3-policy-size',
  ],
  [
    'gmail',
    '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.',
    'gmail/5.2.1-rate',
  ],
  ['gmail', '535 5.7.8 Username and Password not accepted.', 'gmail/535'],
  ['outlook', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).', 'microsoft/5.5.0'],
  ['outlook', '550 Requested action not taken: mailbox unavailable', 'microsoft/mailbox-unavailable'],
  [
    'outlook',
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (AS3140).",
    'microsoft/S3140',
  ],
  [
    'microsoft-365',
    '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
    'microsoft/transport-rule',
  ],
  [
    'microsoft-365',
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required',
    'microsoft/resolver-restricted',
  ],
  [
    'microsoft-365',
    '554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded',
    'microsoft/5.2.2',
  ],
  ['microsoft-365', '550 5.2.2 Submission quota exceeded', 'microsoft/5.2.2-submission'],
  ['microsoft-365', '432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded', 'microsoft/4.3.2-threads'],
  [
    'microsoft-365',
    '550 5.7.513 Service unavailable, Client host [192.0.2.1] blocked by example.com using Customer Block list (AS16012607)',
    'microsoft/5.7.513',
  ],
  ['microsoft-365', '550 5.4.312 Message failed, DNS query failed', 'microsoft/5.4.312'],
  [
    'yahoo',
    '421 4.7.1 [TS03] All messages from 192.0.2.1 will be permanently deferred; Retrying will NOT succeed.',
    'yahoo/TS03',
  ],
  [
    'yahoo',
    "554 delivery error: dd This user doesn't have a yahoo.com account (user@example.com) [0] - mta1.mail.example",
    'yahoo/no-account',
  ],
  [
    'yahoo',
    '554 30 Sorry, your message to user@example.com cannot be delivered. This mailbox is disabled (554.30).',
    'yahoo/disabled',
  ],
  [
    'yahoo',
    '451 Message temporarily deferred due to unresolvable RFC.5321 from domain.',
    'yahoo/sender-domain',
  ],
  ['yahoo', '421 4.7.0 [GL01] Message from (192.0.2.1) temporarily deferred', 'yahoo/GL01'],
  ['att', '421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred', 'yahoo/TSS04'],
  ['apple', '550 5.1.1 <user@example.com>: inactive email address', 'apple/5.1.1-inactive'],
  [
    'apple',
    '554 5.7.1 [HME1] This message was blocked for failing both SPF and DKIM authentication checks.',
    'apple/5.7.1-unauthenticated',
  ],
  [
    'apple',
    '550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.1',
    'apple/5.7.0-proofpoint',
  ],
  ['comcast', '421 mx.example.net Too many sessions opened', 'comcast/sessions'],
  ['comcast', '554 mx.example.net 192.0.2.1 found on Comcast list. ES000010', 'comcast/ES'],
  ['cox', '554 mx.example.net cox 192.0.2.1 blocked. AUP#IPBL0001', 'cox/IPBL-spamhaus'],
  ['cox', '554 mx.example.net cox 192.0.2.1 blocked. AUP#IPBL1000', 'cox/IPBL'],
  ['cox', '421 mx.example.net cox 192.0.2.1 too many. AUP#CXCNCT', 'cox/CXCNCT'],
  ['charter', '554 mx.example.net ESMTP server not available AUP#I-1010', 'charter/AUP-10'],
  ['charter', '421 mx.example.net 192.0.2.1 AUP#I-1310', 'charter/AUP-13'],
  [
    'mimecast',
    '451 Internal resources are temporarily unavailable - https://community.mimecast.com/docs/DOC-1369#451',
    'mimecast/greylisting',
  ],
  [
    'mimecast',
    '550 Rejected by header based Anti-Spoofing policy: user@example.com',
    'mimecast/anti-spoofing',
  ],
  ['mimecast', '550 Administrative prohibition - envelope blocked', 'mimecast/blocked-sender'],
  ['mimecast', '550 Invalid Recipient', 'mimecast/unknown-user'],
  ['mimecast', '554 Email rejected due to security policies', 'mimecast/security'],
  ['proofpoint', '554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1', 'proofpoint/blocked'],
  ['proofpoint', '550 5.7.0 Local Policy Violation', 'proofpoint/local-policy'],
  ['messagelabs', '501 Connection rejected by policy [7.7] 11111', 'messagelabs/connection-policy'],
  [
    'messagelabs',
    '553 you are trying to use me [server-1.example] as a relay, but I have not been configured to let you do this.',
    'messagelabs/relay',
  ],
  [
    'barracuda',
    '550 permanent failure for one or more recipients (user@example.com:blocked)',
    'barracuda/blocked',
  ],
  [
    'barracuda',
    '550 cuda_nsu 5.1.1 <user@example.com> Recipient address rejected: User unknown',
    'barracuda/no-such-user',
  ],
  [
    'barracuda',
    '554 Service unavailable; Client host [192.0.2.1] blocked using Barracuda Reputation',
    'barracuda/reputation',
  ],
  ['cloudflare', '521 5.3.0 Upstream error, please check the logs', 'cloudflare/5.3.0'],
  ['cloudflare', '550 5.1.1 Address does not exist.', 'cloudflare/5.1.1'],
  [
    'gmx',
    '554-gmx.net (mxgmx001) Nemesis ESMTP Service not available No SMTP service IP address is black listed.',
    'united-internet/blocklist',
  ],
  [
    'gmx',
    '554 gmx.net Bad DNS PTR resource record. For explanation visit https://postmaster.gmx.net/?c=rdns',
    'united-internet/ptr',
  ],
  [
    'gmx',
    '550 <user@example.com>: Requested action not taken: mailbox unavailable',
    'united-internet/unknown-user',
  ],
  [
    'gmx',
    '450 Requested mail action not taken: mailbox unavailable Reject due to policy violations.',
    'united-internet/unknown-recipients',
  ],
  [
    'ionos',
    '550 Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner',
    'united-internet/spf',
  ],
  ['t-online', '554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help.) (BL)', 't-online/BL'],
  ['t-online', '554 IP=192.0.2.1 - None/bad reputation. (NOWL)', 't-online/NOWL'],
  ['t-online', '554 IP=192.0.2.1 - Dialup/transient IP not allowed. (DIAL)', 't-online/DIAL'],
  [
    'orange',
    '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416 [416]',
    'orange/416',
  ],
  ['orange', '550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]', 'orange/506'],
  [
    'orange',
    '421 Trop de connexions, veuillez verifier votre configuration. Too many connections, slow down. OFR004_104 [104]',
    'orange/104',
  ],
  [
    'orange',
    '421 Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR_999 [999]',
    'orange/999',
  ],
  [
    'laposte',
    '550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510',
    'laposte/510',
  ],
  ['free', '550 spam detected', 'free/spam'],
  [
    'free',
    '451 too many errors from your ip (192.0.2.1), please visit http://postmaster.free.fr/',
    'free/errors',
  ],
  ['qq', '550 Mailbox unavailable or access denied', 'qq/mailbox-limited'],
  ['qq', '550 Ip frequency limited', 'qq/frequency'],
  ['qq', '550 Mail content denied', 'qq/content'],
  ['netease', '421 HL:ICC 163 mx1', 'netease/HL:ICC'],
  ['netease', '554 DT:SPM 163 mx1', 'netease/DT:SPM'],
  ['netease', '550 User not found: user@example.com', 'netease/user'],
  [
    'mailru',
    '550 Message was not accepted -- invalid mailbox. Local mailbox user@example.com is unavailable: user is terminated',
    'mailru/terminated',
  ],
  [
    'mailru',
    '550 Message was not accepted -- invalid mailbox. Local mailbox user@example.com is unavailable: user not found',
    'mailru/unknown',
  ],
  [
    'mailru',
    '550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=abc',
    'mailru/spam',
  ],
  ['yandex', '550 5.7.1 No such user!', 'yandex/no-such-user-5.7.1'],
  [
    'yandex',
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using spamsource.mail.yandex.ru',
    'yandex/statistics',
  ],
  ['zoho', '541 5.4.1 Mail rejected by destination domain', 'zoho/541'],
  ['docomo', '550 Unknown user user@example.com (in reply to end of DATA command)', 'docomo/filtered'],
  ['softbank', '553 example.com does not exist', 'softbank/553'],
  [
    'godaddy',
    '552 5.2.0 This message has been rejected due to content judged to be spam by the internet community IB212',
    'godaddy/IB2',
  ],
  [
    'godaddy',
    '550 192.0.2.1 is not allowed to send from example.com per its SPF Record. IB508',
    'godaddy/IB508',
  ],
  ['libero', '550 smtp-01 smtp-01 IP blacklisted by CSI. [smtp-01.example; LIB_102]', 'libero/102'],
  ['naver', '421 4.3.2 Your ip blocked from this server 192.0.2.1', 'naver/ip-blocked'],
  ['freenet', '550 inconsistent or no DNS PTR record for 192.0.2.1 (see RFC 1912 2.1)', 'freenet/ptr'],
  [
    'strato',
    '554 5.7.1 Refused by local policy. Sending of SPAM is not permitted! (B-EX 1)',
    'strato/local-policy',
  ],
  [
    'cisco',
    "554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
    'cisco/reputation',
  ],
  ['cisco', '550 #5.7.1 SPF unauthorized mail is prohibited.', 'cisco/spf'],
  ['trend-micro', '550 5.7.1 <user@example.com>: Recipient address rejected: ERS-DUL.', 'trend-micro/ERS'],
  ['spamexperts', '550 High probability of spam', 'spamexperts/spam'],
  [
    'rackspace',
    '451 4.3.0 <mx.example.com[192.0.2.1]>: Client host rejected: Throttled - Too much spam from your mail server.',
    'rackspace/throttled',
  ],
  ['yahoo', '421 SERVICE NOT AVAILABLE DYN:T1', 'yahoo/aol-dynamic'],
  ['yahoo', '554 RTR:DU http://postmaster.info.aol.com/errors/554rtrdu.html', 'yahoo/aol-dynamic-address'],
  ['yahoo', '554 RTR:BL', 'yahoo/aol-route'],
  [
    'yahoo',
    '421 4.7.1 : (RLY:B1) http://postmaster.info.aol.com/errors/421rlyb1.html',
    'yahoo/aol-complaints-deferred',
  ],
  ['yahoo', '554 RLY:B1', 'yahoo/aol-complaints'],
  ['yahoo', '421 (DNS:NR) http://postmaster.info.aol.com/errors/421dnsnr.html', 'yahoo/aol-ptr'],
  [
    'mailru',
    '550 Message was not accepted -- invalid mailbox. Local mailbox ana@example.com is unavailable: quota exceeded',
    'mailru/unavailable-quota',
  ],
  ['qq', '550 Domain may not exist or DNS check failed', 'qq/sender-domain'],
  ['orange', '552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]', 'orange/quota'],
];

const answerOf = (provider: string, line: string) => {
  const [, replyCode, statusCode, words] = /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3}) )?(.*)$/.exec(line) ?? [];
  return { provider, replyCode: Number(replyCode), statusCode: statusCode ?? null, words: words ?? null };
};

describe('an answer is told by its provider’s row', () => {
  test.each(ANSWERS)('%s: %s', (provider, line, row) => {
    expect(firstRow(answerOf(provider, line))?.id).toBe(row);
  });
});
