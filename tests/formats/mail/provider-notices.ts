import type { ServerNotice } from './server-notices';

const ana = 'ana@example.com';
const bo = 'bo@example.net';
const DAEMON =
  'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nSubject: Delivery Status Notification (Delay)';

/** Google's warning while it goes on trying. */
const delay = (language: string, headline: string, sentence: string): ServerNotice => ({
  server: `Gmail, delay, ${language}`,
  headers: DAEMON,
  outcome: 'deferred',
  text: `\n** ${headline} **\n\n${sentence}\n\n\n\nThe response was:\nThe recipient server did not accept our requests to connect. [mx.example.com 192.0.2.1: timed out]\n`,
  told: [{ recipient: ana, diagnostic: /^The recipient server did not accept/ }],
});

/** Notices of mailbox providers, in the words of their own countries. */
export const PROVIDER_NOTICES: ServerNotice[] = [
  delay(
    'English',
    'Delivery incomplete',
    "There was a temporary problem delivering your message to ana@example.com. Gmail will retry for 46 more hours. You'll be notified if the delivery fails permanently.",
  ),
  delay(
    'German',
    'Zustellung unvollständig',
    'Beim Zustellen Ihrer Nachricht an ana@example.com ist ein vorübergehendes Problem aufgetreten. Gmail versucht es noch 46 Stunden lang. Sie werden benachrichtigt, wenn die Zustellung endgültig fehlschlägt.',
  ),
  delay(
    'French',
    'Message non distribué',
    "Un problème temporaire est survenu lors de l'envoi de votre message à ana@example.com. Gmail va réessayer pendant 46 heures. Vous serez averti si l'envoi échoue définitivement.",
  ),
  delay(
    'Spanish',
    'Entrega incompleta',
    'Se ha producido un problema temporal al entregar tu mensaje a ana@example.com. Gmail volverá a intentarlo durante 46 horas. Recibirás una notificación si la entrega falla definitivamente.',
  ),
  delay(
    'Italian',
    'Recapito incompleto',
    'Si è verificato un problema temporaneo durante il recapito del messaggio a ana@example.com. Gmail continuerà a riprovare per altre 46 ore.',
  ),
  delay(
    'Portuguese',
    'Entrega incompleta',
    'Ocorreu um problema temporário ao entregar sua mensagem para ana@example.com. O Gmail tentará novamente por mais 46 horas.',
  ),
  delay(
    'Dutch',
    'Bezorging niet voltooid',
    'Er is een tijdelijk probleem opgetreden bij het bezorgen van je bericht bij ana@example.com. Gmail blijft het nog 46 uur proberen.',
  ),
  delay(
    'Polish',
    'Wiadomość nie została jeszcze dostarczona',
    'Wystąpił tymczasowy problem podczas dostarczania wiadomości do ana@example.com. Gmail będzie ponawiać próby jeszcze przez 46 godz.',
  ),
  delay(
    'Russian',
    'Письмо пока не доставлено',
    'Возникла временная проблема при доставке сообщения на адрес ana@example.com. Gmail будет повторять попытки еще 46 часов.',
  ),
  delay(
    'Japanese',
    '配信未完了',
    'ana@example.com へのメールの配信中に一時的な問題が発生しました。Gmail は 46 時間にわたって再試行します。',
  ),
  delay(
    'Chinese',
    '传送未完成',
    '在将您的邮件传送到 ana@example.com 时遇到了临时问题。Gmail 将在 46 小时内重试。',
  ),
  {
    server: 'Exchange, delay',
    headers: 'From: <postmaster@example.org>\nReturn-Path: <>\nSubject: Delivery delayed: Offers',
    outcome: 'deferred',
    text: `Delivery is delayed to these recipients or groups:

Ana Lima (ana@example.com)

Subject: Offers

This message hasn't been delivered yet. Delivery will continue to be attempted.

The server will keep trying to deliver this message for the next 1 days, 19 hours and 57 minutes. You'll be notified if the message can't be delivered by that time.
`,
    told: [{ recipient: ana }],
  },
  {
    server: 'Exchange, delay, German',
    headers: 'From: <postmaster@example.org>\nReturn-Path: <>\nSubject: Zustellung verzögert: Offers',
    outcome: 'deferred',
    text: `Zustellung an diese Empfänger oder Gruppen ist verzögert:

ana@example.com

Betreff: Offers

Diese Nachricht wurde noch nicht zugestellt. Es wird weiterhin versucht, die Nachricht zuzustellen.
`,
    told: [{ recipient: ana }],
  },
  {
    server: 'Exchange, delay, French',
    headers: 'From: <postmaster@example.org>\nReturn-Path: <>\nSubject: Retard de remise : Offers',
    outcome: 'deferred',
    text: `La remise à ces destinataires ou groupes est retardée :

ana@example.com

Objet : Offers

Ce message n'a pas encore été remis. Nous allons continuer à essayer de le remettre.
`,
    told: [{ recipient: ana }],
  },
  {
    server: 'QQ',
    headers:
      'From: "postmaster" <PostMaster@qq.example>\nReturn-Path: <>\nSubject: =?utf-8?B?57O757uf6YCA5L+h?=',
    text: `您发送的邮件未能成功送达，请查看退信详情

收件人邮件地址：ana@example.com
邮件主题：Offers
退信原因：收件人邮箱不存在，邮件无法送达。
host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command)

建议解决方案：
请联系您的收件人，重新核实邮箱地址。
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^550 5\.1\.1 No such user$/ }],
  },
  {
    server: 'NetEase 163',
    headers: 'From: Postmaster@163.example\nReturn-Path: <>\nSubject: =?utf-8?B?57O757uf6YCA5L+h?=',
    text: `抱歉，您的邮件被退回来了……

原邮件信息：
时　间：2024-02-01 10:00:00
主　题：Offers
收件人：ana@example.com

退信原因：收件人邮件地址（ana@example.com）不存在，邮件无法送达。
英文说明：SMTP error, RCPT TO: Host mx.example.com(192.0.2.1) said 550 5.1.1 No such user

建议解决方案：
温馨提示：您可以
 * 检查收件人地址的拼写
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /550 5\.1\.1 No such user/ }],
  },
  {
    server: 'Coremail',
    headers:
      'From: Postmaster@example.org\nReturn-Path: <>\nSubject: =?utf-8?B?57O757uf6YCA5L+h?=/Systems bounce',
    text: `很抱歉，您的邮件没有送达下列收件人。
I'm sorry to have to inform you that your message could not be delivered.

收件人 ana@example.com 的邮箱已满
SMTP error, RCPT TO: 552 5.2.2 Mailbox full
`,
    told: [{ recipient: ana, diagnostic: /552 5\.2\.2 Mailbox full/ }],
  },
  {
    server: 'Naver',
    headers:
      'From: "메일 관리자" <mailer-daemon@naver.example>\nReturn-Path: <>\nSubject: [발송실패 안내] Offers',
    text: `메일 발송에 실패하였습니다.

보낸 메일이 아래의 이유로 전송되지 못했습니다.

받는 사람 : ana@example.com
보낸 시간 : 2024-02-01 10:00:00
실패 사유 : 받는 사람의 메일 주소가 존재하지 않습니다.
550 5.1.1 No such user
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 No such user$/ }],
  },
  {
    server: 'docomo',
    headers:
      'From: Mail Administrator <mail-daemon@docomo.example>\nReturn-Path: <>\nSubject: Message Delivery Failure',
    text: `次のあて先へのメッセージはエラーのため送信できませんでした。
送信先メールアドレスが見つかりませんでした。

The following address had permanent fatal errors.
ana@example.com

550 Unknown user ana@example.com
`,
    told: [{ recipient: ana, diagnostic: /^550 Unknown user/ }],
  },
  {
    server: 'OCN',
    headers:
      'From: Mail Delivery System <MAILER-DAEMON@ocn.example>\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender',
    text: `お客様の送信されたメールは、以下の理由により配信できませんでした。

宛先: <ana@example.com>
理由: 相手先のメールサーバーが受信を拒否しました。
      host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user
`,
    told: [
      { recipient: ana, mxHost: 'mx.example.com', mxIp: '192.0.2.1', diagnostic: /550 5\.1\.1 No such user/ },
    ],
  },
  {
    server: 'Mail.ru',
    headers: 'From: mailer-daemon@corp.mailru.example\nReturn-Path: <>\nSubject: Mail failure.',
    text: `Это письмо создано автоматически
сервером Mail.Ru, отвечать на него
не нужно.

К сожалению, Ваше письмо не может
быть доставлено одному или нескольким
получателям:

**********************

This message was created automatically
by mail delivery software.

Your message was not delivered to the following recipients:

ana@example.com
  local delivery failed: Message was not accepted -- invalid mailbox.
  Local mailbox ana@example.com is unavailable: user not found
`,
    told: [{ recipient: ana, diagnostic: /invalid mailbox|user not found/ }],
  },
  {
    server: 'Yandex, English',
    headers:
      'From: mailer-daemon@yandex.example\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender',
    text: `This is the mail system at host forward500.yandex.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

Please, do not reply to this message.

********************************************

<ana@example.com>: host mx.example.com[192.0.2.1] said: 554 5.7.1 Policy
    rejection (in reply to end of DATA command)
`,
    told: [{ recipient: ana, mxIp: '192.0.2.1', diagnostic: /^554 5\.7\.1 Policy\s+rejection$/ }],
  },
  {
    server: 'T-Online',
    headers:
      'From: Mail Delivery System <mailer-daemon@t-online.example>\nReturn-Path: <>\nSubject: Ihre E-Mail konnte nicht zugestellt werden',
    text: `Ihre Nachricht konnte an folgende Empfänger nicht ausgeliefert werden:

ana@example.com:

SMTP error from remote server for TEXT command, host: mx.example.com (192.0.2.1) reason: 554 5.7.1 Spam suspected

Mit freundlichen Grüßen
Ihr E-Mail-Team
`,
    told: [
      {
        recipient: ana,
        mxHost: 'mx.example.com',
        mxIp: '192.0.2.1',
        diagnostic: /^554 5\.7\.1 Spam suspected$/,
      },
    ],
  },
  {
    server: 'Orange, French',
    headers:
      'From: Mail Delivery System <MAILER-DAEMON@orange.example>\nReturn-Path: <>\nSubject: Message non remis',
    text: `Bonjour,

Votre message n'a pas pu être remis à un ou plusieurs de ses destinataires.

Destinataire : ana@example.com
Motif : boîte aux lettres pleine
552 5.2.2 Boite du destinataire pleine. Recipient overquota.
`,
    told: [{ recipient: ana, diagnostic: /552 5\.2\.2 Boite du destinataire pleine/ }],
  },
  {
    server: 'Libero, Italian',
    headers:
      'From: Mail Delivery Service <postmaster@libero.example>\nReturn-Path: <>\nSubject: Mancata consegna',
    text: `Il messaggio da te inviato non può essere recapitato ai seguenti destinatari:

   - ana@example.com
     Motivo: casella di posta piena
     552 5.2.2 Mailbox full
`,
    told: [{ recipient: ana, diagnostic: /552 5\.2\.2 Mailbox full/ }],
  },
  {
    server: 'Italian certified mail, failed',
    headers:
      'From: posta-certificata@pec.example\nReturn-Path: <posta-certificata@pec.example>\nSubject: AVVISO DI MANCATA CONSEGNA: Offerta\nX-Ricevuta: errore-consegna\nX-Riferimento-Message-ID: <one@example.org>',
    text: `Avviso di mancata consegna

Il giorno 01/02/2024 alle ore 10:00:05 (+0100) nel messaggio
"Offerta" proveniente da "me@example.org"
e destinato all'utente "ana@example.com"
è stato rilevato un errore 5.1.1 - Pec Example S.p.A. - indirizzo non valido
Il messaggio è stato rifiutato dal sistema.
Identificativo messaggio: opec123.20240201100000.00001.1.1@pec.example
`,
    told: [{ recipient: ana, diagnostic: /5\.1\.1 - Pec Example S\.p\.A\. - indirizzo non valido/ }],
  },
  {
    server: 'UOL, Portuguese',
    headers: 'From: MAILER-DAEMON@uol.example\nReturn-Path: <>\nSubject: Mensagem devolvida',
    text: `Sua mensagem não pôde ser entregue aos seguintes destinatários:

<ana@example.com>: host mx.example.com[192.0.2.1] said: 550 5.1.1 Usuario desconhecido (in reply to RCPT TO command)
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^550 5\.1\.1 Usuario desconhecido$/ }],
  },
  {
    server: 'Terra, Spanish',
    headers:
      'From: Mail Delivery System <MAILER-DAEMON@terra.example>\nReturn-Path: <>\nSubject: Mensaje no entregado',
    text: `Su mensaje no ha podido ser entregado a los siguientes destinatarios:

ana@example.com
   Motivo: El usuario no existe
   550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown/ }],
  },
  {
    server: 'Seznam, Czech',
    headers:
      'From: "Seznam.cz Email" <postmaster@seznam.example>\nReturn-Path: <>\nSubject: Nedorucitelna zprava',
    text: `Vaši zprávu se nepodařilo doručit příjemci ana@example.com.

Důvod: 550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'Onet, Polish',
    headers:
      'From: "Mail Delivery System" <MAILER-DAEMON@onet.example>\nReturn-Path: <>\nSubject: Wiadomość niedostarczona',
    text: `Przepraszamy, nie udało się dostarczyć Twojej wiadomości do poniższych adresatów:

<ana@example.com>
Przyczyna: 550 5.1.1 Nieznany użytkownik
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 Nieznany/ }],
  },
  {
    server: 'Telia, Swedish',
    headers:
      'From: Mail Delivery System <MAILER-DAEMON@telia.example>\nReturn-Path: <>\nSubject: Leveransen misslyckades',
    text: `Ditt meddelande kunde inte levereras till en eller flera mottagare.

<ana@example.com>: 550 5.1.1 Okänd mottagare
`,
    told: [{ recipient: ana, diagnostic: /^550 5\.1\.1 Okänd mottagare$/ }],
  },
  {
    server: 'Fastmail and others whose Postfix has its own words',
    text: `Your message could not be delivered.

We're sorry, your message couldn't be delivered to one or more people. Details are below.

<ana@example.com>: unable to look up host mx.example.com: Name or service not
    known

<bo@example.net>: mail for example.net loops back to myself
`,
    told: [
      { recipient: ana, diagnostic: /^unable to look up host mx\.example\.com/ },
      { recipient: bo, diagnostic: /^mail for example\.net loops back to myself$/ },
    ],
  },
  {
    server: 'Facebook',
    headers:
      'From: Facebook Mail <mailer-daemon@mx-out.facebook.example>\nReturn-Path: <>\nSubject: Sorry, your message could not be delivered',
    text: `This message was created automatically by Facebook.

The following message could not be delivered to ana@example.com:
RCP-P1 http://postmaster.facebook.example/response_codes?ip=192.0.2.7#rcp Refused due to recipient preferences
`,
    told: [{ recipient: ana, diagnostic: /Refused due to recipient preferences/ }],
  },
  {
    server: 'iCloud',
    headers:
      'From: "MAILER-DAEMON@icloud.example" <MAILER-DAEMON@icloud.example>\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender',
    text: `This is the mail system at host mr85p00im-ztdg06021801.me.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

<ana@example.com> (expanded from <bo@example.net>): host
    mx.example.com[192.0.2.1] said: 552 5.2.2 <ana@example.com>: user is over quota
    (in reply to end of DATA command)
`,
    told: [{ recipient: ana, mxHost: 'mx.example.com', diagnostic: /^552 5\.2\.2/ }],
  },
];
