/** What a notice has to give. */
interface Told {
  recipient: string;
  diagnostic?: RegExp;
  mxHost?: string | null;
  mxIp?: string;
}

/** A server's notice to a person, as its template writes it. Addresses and hosts are of example domains. */
export interface ServerNotice {
  server: string;
  headers?: string;
  text: string;
  outcome?: 'bounced' | 'deferred';
  told: Told[];
}

const ana = 'ana@example.com';
const bo = 'bo@example.net';

export const SERVER_NOTICES: ServerNotice[] = [
  {
    server: 'Exim',
    text: `This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ana@example.com
    host mx.example.com [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<ana@example.com>:
    550-5.1.1 The email account that you tried to reach
    550 5.1.1 does not exist
  bo@example.net
    (ultimately generated from list@example.org)
    Unrouteable address

------ This is a copy of the message, including all the headers. ------

Return-path: <me@example.org>
To: ana@example.com, bo@example.net
Message-Id: <one@example.org>
`,
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        mxIp: '192.0.2.1',
        diagnostic: /^550-5\.1\.1 The.*\n550 5\.1\.1 does not exist$/s,
      },
      { recipient: bo, diagnostic: /^Unrouteable address$/ },
    ],
  },
  {
    server: 'Exim, warning',
    outcome: 'deferred',
    text: `This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mail.example.org.

The message identifier is:     1AbCdE-000001-AB
The subject of the message is: Hello

The address to which the message has not yet been delivered is:

  ana@example.com
    Delay reason: SMTP error from remote mail server after RCPT TO:<ana@example.com>:
    host mx.example.com [192.0.2.1]: 451 4.7.1 Greylisted, please try again later

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals if the message
remains undelivered. Eventually the mail delivery software will give up,
and when that happens, the message will be returned to you.
`,
    told: [
      { recipient: ana, mxHost: 'mx.example.com', mxIp: '192.0.2.1', diagnostic: /^451 4\.7\.1 Greylisted/ },
    ],
  },
  {
    server: 'qmail',
    text: `Hi. This is the qmail-send program at mail.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ana@example.com>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 unknown user
Giving up on 192.0.2.1.

<bo@example.net>:
Sorry, I couldn't find any host named example.net. (#5.1.2)

--- Below this line is a copy of the message.

Return-Path: <me@example.org>
`,
    told: [
      { recipient: ana, mxIp: '192.0.2.1', diagnostic: /^550 5\.1\.1 unknown user$/ },
      { recipient: bo, diagnostic: /^Sorry, I couldn't find any host/ },
    ],
  },
  {
    server: 'Postfix, notice alone',
    text: `This is the mail system at host mail.example.org.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

                   The mail system

<ana@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1
    <ana@example.com>: Recipient address rejected: User unknown (in reply to
    RCPT TO command)

<bo@example.net>: connect to mx.example.net[2001:db8::1]:25: Connection timed
    out
`,
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        mxIp: '192.0.2.1',
        diagnostic: /^550 5\.1\.1\s+<ana@example\.com>: Recipient address rejected: User unknown$/,
      },
      { recipient: bo, mxHost: 'mx.example.net', mxIp: '2001:db8::1', diagnostic: /Connection timed\s+out/ },
    ],
  },
  {
    server: 'sendmail 8, notice alone',
    text: `The original message was received at Thu, 1 Feb 2024 10:00:00 +0100
from client.example.org [192.0.2.99]

   ----- The following addresses had permanent fatal errors -----
<ana@example.com>
    (reason: 550 5.1.1 <ana@example.com>... User unknown)

   ----- Transcript of session follows -----
... while talking to mx.example.com.:
>>> DATA
<<< 550 5.1.1 <ana@example.com>... User unknown
550 5.1.1 <ana@example.com>... User unknown
<<< 503 5.0.0 Need RCPT (recipient)
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 .*User unknown$/, mxHost: 'mx.example.com' }],
  },
  {
    server: 'sendmail, of two hosts',
    text: `   ----- The following addresses had permanent fatal errors -----
<ana@example.com>
    (reason: 550-5.1.1 The account that you tried to reach does not exist)
<bo@example.net>
    (reason: 550 Host unknown)

   ----- Transcript of session follows -----
... while talking to mx.example.com.:
>>> DATA
<<< 550-5.1.1 The account that you tried to reach does not exist
<<< 550 5.1.1 and never did
550 5.1.1 <ana@example.com>... User unknown
550 5.1.2 <bo@example.net>... Host unknown (Name server: example.net: host not found)
`,
    told: [
      { recipient: ana, diagnostic: /^550-5\.1\.1 The account/, mxHost: 'mx.example.com' },
      { recipient: bo, diagnostic: /^550 Host unknown$/, mxHost: null },
    ],
  },
  {
    server: 'EarthLink, where the refusal speaks of somebody else',
    text: `Sorry, unable to deliver your message to ana@example.com for
the following reason:

 552 Quota violation for bo@example.net

A copy of the original message below this line:
`,
    told: [{ recipient: ana, diagnostic: /^552 Quota violation/ }],
  },
  {
    server: 'phquery, which names no domain and gives addresses as examples',
    headers: 'From: MAILER-DAEMON@mail.example.edu\nSubject: Returned mail - nameserver error report',
    text: ` --------Message not delivered to the following:

 ana    No matches to nameserver query

 --------Error Detail (phquery V4.1):

 The message, "No matches to nameserver query," is generated whenever the
 directory has no alias that matches the supplied name, e.g., if
 carl@example.edu fails, try carla@example.edu.

 --------Unsent Message below:
`,
    told: [{ recipient: 'ana@mail.example.edu', diagnostic: /^No matches to nameserver query$/ }],
  },
  {
    server: 'sendmail 5',
    text: `   ----- Transcript of session follows -----
While talking to mx.example.com:
>>> RCPT To:<ana@example.com>
<<< 550 <ana@example.com>... User unknown
550 <ana@example.com>... User unknown

   ----- Unsent message follows -----
From: me@example.org
To: ana@example.com
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^550 .*User unknown$/ }],
  },
  {
    server: 'Courier',
    text: `This is a delivery status notification from mail.example.org,
running the Courier mail server, version 1.0.

The original message was received on Thu, 1 Feb 2024 10:00:00 +0100
from localhost (localhost [127.0.0.1])

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<ana@example.com>:
    mx.example.com [192.0.2.1]:
>>> RCPT TO:<ana@example.com>
<<< 550 5.1.1 User unknown

---------------------------------------------------------------------------
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown/ }],
  },
  {
    server: 'Exchange 5.5',
    text: `Your message

  To:      ana@example.com
  Subject: Hello
  Sent:    Thu, 1 Feb 2001 10:00:00 +0100

did not reach the following recipient(s):

ana@example.com on Thu, 1 Feb 2001 10:00:05 +0100
    The recipient name is not recognized
	The MTS-ID of the original message is: c=us;a= ;p=example;l=SRV0102010900
    MSEXCH:IMS:Example:SITE:SRV 0 (000C05A6) Unknown Recipient
`,
    told: [{ recipient: ana, diagnostic: /^The recipient name is not recognized/ }],
  },
  {
    server: 'Exchange 2003',
    text: `Your message did not reach some or all of the intended recipients.

      Subject:	Hello
      Sent:	2/1/2004 10:00 AM

The following recipient(s) could not be reached:

      'ana@example.com' on 2/1/2004 10:00 AM
            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.
            <gw.example.com #5.1.1>

      bo@example.net on 2/1/2004 10:00 AM
            There was a SMTP communication problem with the recipient's email server.  Please contact your system administrator.
            <gw.example.com #5.5.0 smtp;550 No such user here>
`,
    told: [
      { recipient: ana, diagnostic: /#5\.1\.1/ },
      { recipient: bo, diagnostic: /^550 No such user here/ },
    ],
  },
  {
    server: 'Exchange 2007',
    text: `Delivery has failed to these recipients or distribution lists:

ana@example.com
The recipient's e-mail address was not found in the recipient's e-mail system. Microsoft Exchange will not try to redeliver this message for you.

________________________________
Sent by Microsoft Exchange Server 2007

Diagnostic information for administrators:

Generating server: srv.example.com

ana@example.com
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Original message headers:

Received: from mx.example.org (192.0.2.9) by srv.example.com
From: <me@example.org>
`,
    told: [
      {
        recipient: ana,
        mxHost: 'srv.example.com',
        diagnostic: /^550 5\.1\.1 RESOLVER\.ADR\.RecipNotFound; not found$/,
      },
    ],
  },
  {
    server: 'Exchange 2016, German',
    text: `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:

ana@example.com<mailto:ana@example.com>
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

Diagnoseinformationen für Administratoren:

Generierender Server: srv.example.org

ana@example.com
mx.example.com
Remote Server returned '550 5.1.10 Recipient not found'

Ursprüngliche Nachrichtenkopfzeilen:

Received: from a by b
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.10 Recipient not found$/ }],
  },
  {
    server: 'Lotus Domino',
    text: `Your message

  Subject: Hello

was not delivered to:

  ana@example.com

because:

  User ana (ana@example.com) not listed in Domino Directory
`,
    told: [{ recipient: ana, diagnostic: /^User ana .*not listed in Domino Directory$/ }],
  },
  {
    server: 'Novell GroupWise',
    text: `The message that you sent was undeliverable to the following:
	ana@example.com (550 5.1.1 User unknown)
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'MailEnable',
    text: `MailEnable: Message could not be delivered to some recipients.

The following recipient(s) could not be reached:

	Recipient: [SMTP:ana@example.com]
	Reason: Remote SMTP Server Returned: 550 No such user here

Message headers follow:

Received: from x by y
`,
    told: [{ recipient: ana, diagnostic: /^550 No such user here$/ }],
  },
  {
    server: 'MDaemon',
    text: `The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.

YOUR MESSAGE WAS NOT DELIVERED!

The following addresses did NOT receive a copy of your message:

> ana@example.com

--- Session Transcript ---
 Thu 2024-02-01 10:00:00: Attempting SMTP connection to [192.0.2.1 : 25]
 Thu 2024-02-01 10:00:00: Connection established
--> RCPT To:<ana@example.com>
<-- 550 5.1.1 Unknown user
--> QUIT
--- End Transcript ---
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 Unknown user$/ }],
  },
  {
    server: 'hMailServer',
    text: `Your message did not reach some or all of the intended recipients.

   Sent: Thu, 1 Feb 2024 10:00:00 +0100
   Subject: Hello

The following recipient(s) could not be reached:

ana@example.com
   Error Type: SMTP
   Remote server (192.0.2.1) issued an error.
   hMailServer sent: RCPT TO:<ana@example.com>
   Remote server replied: 550 5.1.1 No such user

hMailServer
`,
    told: [{ recipient: ana, mxIp: '192.0.2.1', diagnostic: /^550 5\.1\.1 No such user$/ }],
  },
  {
    server: 'CommuniGate Pro',
    text: `Failed to deliver to 'ana@example.com'
SMTP module(domain example.com) reports:
 host mx.example.com says:
 550 5.1.1 User unknown
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'IMail',
    text: `Unknown user: ana@example.com

RCPT TO generated following response:
550 5.1.1 <ana@example.com>... User unknown

Original message follows.

Received: from x
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 .*User unknown$/ }],
  },
  {
    server: 'Apache James',
    text: `Hi. This is the James mail server at mail.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.  Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Error message below:
550 - Requested action not taken: no such user here

Message details:
  Subject: Hello
  Sent date: Thu Feb 01 10:00:00 CET 2024
  MAIL FROM: me@example.org
  RCPT TO: ana@example.com
  From: Me <me@example.org>
  To: ana@example.com
`,
    told: [{ recipient: ana, diagnostic: /550 - Requested action not taken: no such user here/ }],
  },
  {
    server: 'Smail',
    text: `|------------------------- Message log follows: -------------------------|
 no valid recipients were found for this message
|------------------------- Failed addresses follow: ---------------------|
 <ana@example.com>
   552 5.2.2 <ana@example.com> Quota exceeded (mailbox for user is full)
|------------------------- Message header follows: ----------------------|
Received: from x by y
From: me@example.org
`,
    told: [{ recipient: ana, diagnostic: /^552 5\.2\.2 .*Quota exceeded/ }],
  },
  {
    server: 'LSMTP',
    text: `Undelivered mail follows.

--> Error description:

Error-for:  ana@example.com
Error-Code: 3
Error-Text: 3 Unknown user

Error-End: One error reported.
`,
    told: [{ recipient: ana }],
  },
  {
    server: 'fml',
    headers:
      'From: list-admin@example.com\nSubject: You are not member (me@example.org)\nReturn-Path: <list-admin@example.com>\nX-MLServer: fml [fml 4.0.3]',
    text: `You are not a member of this mailing list <list@example.com>.
Your mail is rejected and was not delivered.

Original mail as follows:

From: me@example.org
`,
    told: [{ recipient: 'list@example.com' }],
  },
  {
    server: 'Openwave, as mobile operators use it',
    text: `Each of the following recipients was rejected by a remote mail server.
The reasons given by the server are included to help you determine why
each recipient was rejected.

    Recipient: <ana@example.com>
    Reason:    Unknown user ana@example.com

    Recipient: <bo@example.net>
    >>> RCPT TO:<bo@example.net>
    <<< 550 5.1.1 Invalid recipient: <bo@example.net>
`,
    told: [
      { recipient: ana, diagnostic: /^Unknown user ana@example\.com$/ },
      { recipient: bo, diagnostic: /^550 5\.1\.1 Invalid recipient/ },
    ],
  },
  {
    server: 'au by KDDI',
    text: `次のあて先へのメッセージはエラーのため送信できませんでした。
送信先メールアドレスが見つかりませんでした。
メールアドレスをご確認の上、再送信してください。

The user(s) account is temporarily over quota.

<ana@example.com>
`,
    told: [{ recipient: ana, diagnostic: /over quota/ }],
  },
  {
    server: 'Biglobe',
    text: `   ----- The following addresses had delivery problems -----
ana@example.com

   ----- Non-delivered information -----
The number of messages in recipient's mailbox exceeded the local limit.
`,
    told: [{ recipient: ana, diagnostic: /^The number of messages/ }],
  },
  {
    server: 'Nifty',
    text: `The message cannot be delivered to the following address.

    ana@example.com    Mailbox unknown or not accepting mail.
550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /Mailbox unknown|User unknown/ }],
  },
  {
    server: 'Yandex',
    text: `Это письмо отправлено почтовым сервером example.ru.

К сожалению, мы вынуждены сообщить Вам о том, что Ваше письмо не может
быть отправлено одному или нескольким адресатам. Технические подробности
можно найти ниже.

Пожалуйста, не отвечайте на это сообщение.

                   The Mail System

<ana@example.com>: host mx.example.com[192.0.2.1] said: 550 5.7.1 No such user!
    (in reply to RCPT TO command)
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^550 5\.7\.1 No such user!$/ }],
  },
  {
    server: '1&1, German',
    text: `Diese E-Mail wurde automatisch von unserem Mailsystem erstellt.

Eine von Ihnen gesendete Nachricht konnte nicht zugestellt werden.
Die folgende Adresse ist fehlgeschlagen:

"ana@example.com":
SMTP error from remote server after RCPT command:
host: mx.example.com
5.1.1 <ana@example.com>... User unknown

--- The header of the original message is following. ---

Received: from x
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^5\.1\.1 .*User unknown$/ }],
  },
  {
    server: 'French template',
    text: `Votre message n'a pas pu être remis aux destinataires suivants :

ana@example.com
   Boîte aux lettres inconnue : 550 5.1.1 utilisateur inconnu
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 utilisateur inconnu$/ }],
  },
  {
    server: 'Portuguese template',
    text: `Sua mensagem não pôde ser entregue aos seguintes destinatários:

<ana@example.com>: Caixa postal cheia (552 5.2.2 Mailbox full)
`,
    told: [{ recipient: ana, diagnostic: /552 5\.2\.2 Mailbox full/ }],
  },
  {
    server: 'Polish template',
    text: `Wiadomość nie została dostarczona do następujących odbiorców:

ana@example.com
550 5.1.1 Konto nie istnieje
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 Konto nie istnieje$/ }],
  },
  {
    server: 'Chinese template',
    text: `很抱歉，您发送的邮件被退回，以下是该邮件的相关信息：

无法发送到 ana@example.com
退信原因：收件人邮件地址不存在，邮件无法送达。

host mx.example.com[192.0.2.1] said: 550 Mailbox not found
`,
    told: [{ recipient: ana, diagnostic: /^550 Mailbox not found$/ }],
  },
  {
    server: 'OpenSMTPD',
    text: `    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this email.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

ana@example.com: 550 5.1.1 <ana@example.com>: Recipient address rejected: User unknown

    Below is a copy of the original message:

Received: from x
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 .*User unknown$/ }],
  },
  {
    server: 'DragonFly Mail Agent',
    text: `This is the DragonFly Mail Agent v0.13 at host.example.org.

There was an error delivering your mail to <ana@example.com>.

mx.example.com [192.0.2.1] did not like our RCPT TO:
550 5.1.1 User unknown

Original message follows.

`,
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        mxIp: '192.0.2.1',
        diagnostic: /^550 5\.1\.1 User unknown$/,
      },
    ],
  },
  {
    server: 'PowerMTA',
    text: `Hello, this is the mail server on mail.example.org.

I am sending you this message to inform you on the delivery status of a
message you previously sent.  Immediately below you will find a list of
the affected recipients;  also attached is a Delivery Status Notification
(DSN) report in standard format, as well as the headers of the original
message.

  <ana@example.com>  delivery failed; will not continue trying
`,
    told: [{ recipient: ana, diagnostic: /^delivery failed; will not continue trying$/ }],
  },
  {
    server: 'MailMarshal',
    text: `Your message:
   From:    me@example.org
   Subject: Hello

Could not be delivered because of

550 5.1.1 User unknown

The following recipients were affected: 
    ana@example.com

Additional Information
======================
Original Sender:    <me@example.org>
Sender-MTA:         <192.0.2.250>
Remote-MTA:         <192.0.2.1>
Reporting-MTA:      <gw.example.org>
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'Symantec Email Security.cloud',
    text: `This is the mail delivery agent at Symantec Email Security.cloud.

I was unable to deliver your message to the following addresses:

ana@example.com

Reason: 550 5.1.1 User unknown

The message subject was: Hello
The message date was: Thu, 1 Feb 2024 10:00:00 +0100

Please do not reply to this email as it is sent from an unattended mailbox.
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'Barracuda',
    headers:
      'From: postmaster@example.com\nSubject: **Message you sent blocked by our bulk email filter**\nReturn-Path: <>',
    text: `Your message to: ana@example.com
was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:

Subject: Hello
`,
    told: [{ recipient: ana, diagnostic: /blocked by our Spam Firewall/ }],
  },
  {
    server: 'McAfee',
    text: `    --- The following addresses had delivery problems ---

<ana@example.com>   (5.1.1 <ana@example.com>... User unknown)
`,
    told: [{ recipient: ana, diagnostic: /^5\.1\.1 .*User unknown$/ }],
  },
  {
    server: 'Mimecast',
    text: `This is a delivery failure notification message indicating that
an email you addressed to email address :
-- ana@example.com

could not be delivered. The problem appears to be :
-- Recipient email address is possibly incorrect

Additional information follows :
-- 5.4.1 Recipient address rejected: Access denied

This condition occurred after 1 attempt(s) to deliver over
a period of 0 hour(s).
`,
    told: [{ recipient: ana, diagnostic: /^5\.4\.1 Recipient address rejected: Access denied$/ }],
  },
  {
    server: 'InterScan',
    headers:
      'From: "InterScan MSS" <postmaster@example.com>\nSubject: Mail could not be delivered\nReturn-Path: <postmaster@example.com>',
    text: `****** Message from InterScan Messaging Security Suite ******

Sent >>> RCPT TO:<ana@example.com>
Received <<< 550 5.1.1 <ana@example.com>... User unknown

Unable to deliver message to <ana@example.com>.

************************     End of message     **********************
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 .*User unknown$/ }],
  },
  {
    server: 'Sun and Oracle Messaging Server',
    text: `This report relates to a message you sent with the following header fields:

  Message-id: <one@example.org>
  Date: Thu, 01 Feb 2024 10:00:00 +0100
  From: Me <me@example.org>
  To: ana@example.com
  Subject: Hello

Your message cannot be delivered to the following recipients:

  Recipient address: ana@example.com
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp;550 5.1.1 unknown or illegal alias: ana@example.com
  Remote system: dns;mx.example.com (TCP|192.0.2.9|4321|192.0.2.1|25)
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 unknown or illegal alias/ }],
  },
  {
    server: 'Gmail until 2016',
    text: `Delivery to the following recipient failed permanently:

     ana@example.com

Technical details of permanent failure: 
Google tried to deliver your message, but it was rejected by the server for the recipient domain example.com by mx.example.com. [192.0.2.1].

The error that the other server returned was:
550 5.1.1 No such user

----- Original message -----

Received: by 192.0.2.200 with SMTP id 1
`,
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        mxIp: '192.0.2.1',
        diagnostic: /^550 5\.1\.1 No such user$/,
      },
    ],
  },
  {
    server: 'Gmail',
    text: `** Address not found **

Your message wasn't delivered to ana@example.com because the address couldn't be found, or is unable to receive mail.

Learn more here: https://support.example.com/mail/?p=NoSuchUser

The response from the remote server was:
550 5.1.1 The email account that you tried to reach does not exist.
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 The email account/ }],
  },
  {
    server: 'Gmail, delay',
    outcome: 'deferred',
    text: `** Delivery incomplete **

There was a temporary problem delivering your message to ana@example.com. Gmail will retry for 47 more hours. You'll be notified if the delivery fails permanently.

The response was:
The recipient server did not accept our requests to connect. [mx.example.com 192.0.2.1: timed out]
`,
    told: [{ recipient: ana, diagnostic: /did not accept our requests to connect/ }],
  },
  {
    server: 'Yahoo',
    text: `Sorry, we were unable to deliver your message to the following address.

<ana@example.com>:
Remote host said:
554 delivery error: dd This user doesn't have an account (ana@example.com) [0] - mta1.example.com
[RCPT_TO]

--- Below this line is a copy of the message.

Received: from x
`,
    told: [
      {
        recipient: ana,
        diagnostic: /^554 delivery error: dd This user doesn't have an account.*mta1\.example\.com$/,
      },
    ],
  },
  {
    server: 'Amazon SES and WorkMail',
    text: `An error occurred while trying to deliver the mail to the following recipients:
ana@example.com
`,
    told: [{ recipient: ana }],
  },
  {
    server: 'Zoho',
    text: `This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients. This is a permanent error. 

ana@example.com Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 no such user
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 no such user/ }],
  },
  {
    server: 'KDDI, English',
    text: `Your mail sent on: Thu, 1 Feb 2024 10:00:00 +0900 
     Could not be delivered to: <ana@example.com> 
     As their mailbox is full.
`,
    told: [{ recipient: ana, diagnostic: /mailbox is full/ }],
  },
  {
    server: 'MailFoundry',
    text: `Unable to deliver message to: <ana@example.com>
Delivery failed for the following reason:
Server mx.example.com[192.0.2.1] failed with: 550 <ana@example.com> No such user here

This has been a permanent failure.  No further delivery attempts will be made.
`,
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        mxIp: '192.0.2.1',
        diagnostic: /^550 <ana@example\.com> No such user here$/,
      },
    ],
  },
  {
    server: 'MailSite',
    text: `We had trouble delivering your message. Full details follow:

Subject: 'Hello'
Date: 'Thu, 1 Feb 2024 10:00:00 +0000'

1 error(s):

SMTP Server <mx.example.com> rejected recipient <ana@example.com> (Error following RCPT command). It responded as follows: [550 5.1.1 User unknown]

The attachment contains the original mail headers.
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'Google Groups',
    headers:
      'From: Mail Delivery Subsystem <mailer-daemon@example.org>\nSubject: Delivery Status Notification (Failure)\nReturn-Path: <>\nX-Failed-Recipients: team@example.com',
    text: `Hello me@example.org,

We're writing to let you know that the group you tried to contact (team) may not exist, or you may not have permission to post messages to the group. A few more details on why you weren't able to post:

 * You might have spelled or formatted the group name incorrectly.
`,
    told: [{ recipient: 'team@example.com', diagnostic: /may not exist/ }],
  },
  {
    server: 'someone whose template nobody knows',
    text: `Hello!

Regrettably the e-mail you sent to ana@example.com at 10 o'clock bounced, for
no such mailbox exists here.

The IT team
`,
    told: [{ recipient: ana, diagnostic: /no such mailbox exists here/ }],
  },
  {
    server: 'Rackspace',
    text: `This is the mail system at host smtp.example.org.

####################################################################
# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #
####################################################################

Your message could not be delivered for more than 2 hour(s).
It will be retried until it is 5 day(s) old.

                   The mail system

<ana@example.com>: host mx.example.com[192.0.2.1] said: 421 4.7.0 Try again
    later, closing connection. (in reply to end of DATA command)
`,
    outcome: 'deferred',
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        diagnostic: /^421 4\.7\.0 Try again\s+later, closing connection\.$/,
      },
    ],
  },
  {
    server: 'IronPort',
    text: `The following message to <ana@example.com> was undeliverable.
The reason for the problem:
5.1.0 - Unknown address error 550-'5.1.1 <ana@example.com>: Recipient address rejected: User unknown'

Reporting-MTA: dns; gw.example.org
`,
    told: [{ recipient: ana, diagnostic: /Recipient address rejected: User unknown/ }],
  },
  {
    server: 'Netscape and Sun Internet Mail Server',
    text: `This Message was undeliverable due to the following reason:

The following destination addresses were unknown (please check
the addresses and re-mail the message):

SMTP <ana@example.com>

Please reply to Postmaster@example.org
if you feel this message to be in error.
`,
    told: [{ recipient: ana, diagnostic: /addresses were unknown/ }],
  },
  {
    server: 'Openwave, one reason for all',
    text: `This Message was undeliverable due to the following reason:

Your message was not delivered because the destination computer was
not reachable within the allowed queue period.

The following recipients did not receive this message:

<ana@example.com>
<bo@example.net>

Please reply to Postmaster@example.org
if you feel this message to be in error.
`,
    told: [
      { recipient: ana, diagnostic: /not reachable within the allowed queue period/ },
      { recipient: bo, diagnostic: /not reachable within the allowed queue period/ },
    ],
  },
  {
    server: 'Microsoft SMTPSVC',
    text: `This is an automatically generated Delivery Status Notification.

Delivery to the following recipients failed.

       ana@example.com
       bo@example.net

`,
    told: [{ recipient: ana }, { recipient: bo }],
  },
  {
    server: 'Microsoft SMTPSVC, warning',
    outcome: 'deferred',
    text: `This is an automatically generated Delivery Status Notification.

THIS IS A WARNING MESSAGE ONLY.

YOU DO NOT NEED TO RESEND YOUR MESSAGE.

Delivery to the following recipients has been delayed.

       ana@example.com

`,
    told: [{ recipient: ana }],
  },
  {
    server: 'Kerio Connect',
    text: `Your message wasn't delivered to the following recipients:

<ana@example.com>: 550 5.1.1 Mailbox <ana@example.com> does not exist
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 Mailbox/ }],
  },
  {
    server: 'IceWarp',
    text: `Your message could not be delivered to <ana@example.com>
Remote host said: 550 5.1.1 User unknown; rejecting
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown; rejecting$/ }],
  },
  {
    server: 'Postini',
    text: `Your mail message to the following address(es) could not be delivered. This
is a permanent error. Please verify the addresses and try again.

<ana@example.com>:
child status 100...The e-mail message could not be delivered because the user's mailfolder is full.

--- Below this line is a copy of the message.

`,
    told: [{ recipient: ana, diagnostic: /mailfolder is full/ }],
  },
  {
    server: 'SurfControl',
    text: `Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: ana@example.com

Thu 1 Feb 2024 10:00:00 +0000
Failed to send to identified host,
ana@example.com: [192.0.2.1], 550 5.1.1 No such user
--- Message non-deliverable.
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 No such user/ }],
  },
  {
    server: 'm-FILTER',
    text: `このメールは「m-FILTER」が自動的に生成して送信しています。
メールサーバーとの通信中、下記の理由により
このメールは送信できませんでした。

以下のメールアドレスへの送信に失敗しました。
ana@example.com

-------server message
550 5.1.1 unknown user <ana@example.com>

-------SMTP command
DATA

-------original message
Received: from x
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 unknown user/ }],
  },
  {
    server: 'Haraka',
    text: `I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

Intended Recipients: <ana@example.com>
Failure Reason: 550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'KumoMTA',
    text: `The message was received at Thu, 1 Feb 2024 10:00:00 +0000
from <me@example.org>.
A message to <ana@example.com> was submitted.
Delivery to <ana@example.com> failed with this SMTP response:
550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'Korean template',
    text: `보내신 메일이 다음과 같은 이유로 전송되지 못했습니다.

수신자: ana@example.com
사유: 550 5.1.1 없는 사용자
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1/ }],
  },
  {
    server: 'Czech template',
    text: `Vaši zprávu nebylo možné doručit následujícím příjemcům:

ana@example.com
  550 5.1.1 Uživatel neexistuje
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1/ }],
  },
  {
    server: 'Turkish template',
    text: `Mesajınız aşağıdaki alıcıya teslim edilemedi:

ana@example.com (Kullanıcı bulunamadı)
`,
    told: [{ recipient: ana, diagnostic: /Kullanıcı bulunamadı/ }],
  },
  {
    server: 'Spanish qmail',
    text: `(mail.example.com)
Su mensaje no pudo ser entregado - Sua mensagem nao pode ser enviada - Your message could not be delivered.

<ana@example.com>:
Esta casilla ha expirado por falta de uso.

--- Mensaje original adjunto.
`,
    told: [{ recipient: ana, diagnostic: /^Esta casilla ha expirado por falta de uso\.$/ }],
  },
];
