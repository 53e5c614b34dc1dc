import type { ServerNotice } from './server-notices';

const ana = 'ana@example.com';
const bo = 'bo@example.net';
const NO_USER = /^550 5\.1\.1 No such user$/;

/** Google's notice: a headline, one sentence that names the address, a line that leads to the answer. */
const gmail = (language: string, headline: string, sentence: string, leads: string): ServerNotice => ({
  server: `Gmail, ${language}`,
  headers:
    'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nReturn-Path: <>\nSubject: Delivery Status Notification (Failure)',
  text: `\n** ${headline} **\n\n${sentence}\n\n\n\n${leads}\n550 5.1.1 No such user\n`,
  told: [{ recipient: ana, diagnostic: NO_USER }],
});

/** Exchange's report: a headline, the recipients with what to do, and the details for administrators. */
const exchange = (
  language: string,
  headline: string,
  advice: string,
  details: string,
  generating: string,
  headers: string,
): ServerNotice => ({
  server: `Exchange, ${language}`,
  headers:
    'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\nReturn-Path: <>\nSubject: Offers',
  text: `${headline}

Ana Lima (ana@example.com)<mailto:ana@example.com>
${advice}

bo@example.net<mailto:bo@example.net>
${advice}



${details}

${generating} srv1.example.org

ana@example.com
mx.example.com
Remote Server returned '550 5.1.1 No such user'

bo@example.net
mx.example.net
Remote Server returned '550 5.1.1 No such user'

${headers}

Received: from srv1.example.org (2001:db8::1) by srv2.example.org
From: me@example.org
To: somebody@example.edu
`,
  told: [
    { recipient: ana, diagnostic: NO_USER },
    { recipient: bo, diagnostic: NO_USER },
  ],
});

/** Microsoft 365's report: who could not be reached in the first line, then advice, then a table of details. */
const microsoft365 = (
  language: string,
  sentence: string,
  details: [sender: string, recipient: string, error: string],
): ServerNotice => ({
  server: `Microsoft 365, ${language}`,
  headers:
    'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>\nReturn-Path: <>\nSubject: Offers',
  text: `${sentence}

me        Office 365        ana

${details[0]}: me@example.org
${details[1]}: ana@example.com

${details[2]}: 550 5.1.1 No such user
`,
  told: [{ recipient: ana, diagnostic: NO_USER }],
});

/** The same few notices in the languages of those who get them. */
export const TRANSLATED_NOTICES: ServerNotice[] = [
  gmail(
    'German',
    'Adresse nicht gefunden',
    'Ihre Nachricht wurde nicht an ana@example.com zugestellt, weil die Adresse nicht gefunden wurde oder keine E-Mails empfangen kann.',
    'Antwort des Remoteservers:',
  ),
  gmail(
    'French',
    'Adresse introuvable',
    "Votre message n'est pas parvenu à ana@example.com, car l'adresse est introuvable ou ne peut pas recevoir de messages.",
    'Réponse du serveur distant :',
  ),
  gmail(
    'Spanish',
    'No se ha encontrado la dirección',
    'Tu mensaje no se ha entregado a ana@example.com porque no se ha encontrado la dirección o esta no puede recibir correo.',
    'La respuesta del servidor remoto es la siguiente:',
  ),
  gmail(
    'Italian',
    'Indirizzo non trovato',
    "Il tuo messaggio non è stato recapitato a ana@example.com perché l'indirizzo non è stato trovato o non può ricevere posta.",
    'Risposta del server remoto:',
  ),
  gmail(
    'Portuguese',
    'Endereço não encontrado',
    'Sua mensagem não foi entregue a ana@example.com porque o endereço não foi encontrado ou não pode receber e-mails.',
    'A resposta do servidor remoto foi:',
  ),
  gmail(
    'Dutch',
    'Adres niet gevonden',
    'Je bericht is niet bezorgd bij ana@example.com omdat het adres niet is gevonden of geen e-mail kan ontvangen.',
    'De reactie van de externe server was:',
  ),
  gmail(
    'Polish',
    'Nie znaleziono adresu',
    'Wiadomość nie dotarła do ana@example.com, ponieważ nie znaleziono takiego adresu lub nie może on odbierać poczty.',
    'Odpowiedź serwera zdalnego:',
  ),
  gmail(
    'Russian',
    'Адрес не найден',
    'Ваше сообщение не доставлено адресату ana@example.com, поскольку адрес не найден или не принимает почту.',
    'Ответ удаленного сервера:',
  ),
  gmail(
    'Ukrainian',
    'Адресу не знайдено',
    'Ваше повідомлення не доставлено на адресу ana@example.com, оскільки її не знайдено або вона не приймає пошту.',
    'Відповідь віддаленого сервера:',
  ),
  gmail(
    'Czech',
    'Adresa nebyla nalezena',
    'Vaše zpráva nebyla doručena na adresu ana@example.com, protože adresa nebyla nalezena nebo nemůže přijímat e-maily.',
    'Odpověď vzdáleného serveru:',
  ),
  gmail(
    'Hungarian',
    'A cím nem található',
    'Üzenetét nem kézbesítettük a következő címre: ana@example.com, mert a cím nem található, vagy nem tud leveleket fogadni.',
    'A távoli szerver válasza:',
  ),
  gmail(
    'Turkish',
    'Adres bulunamadı',
    'İletiniz ana@example.com adresine teslim edilemedi, çünkü adres bulunamadı veya posta alamıyor.',
    'Uzak sunucunun yanıtı:',
  ),
  gmail(
    'Swedish',
    'Adressen hittades inte',
    'Ditt meddelande levererades inte till ana@example.com eftersom adressen inte kunde hittas eller inte kan ta emot e-post.',
    'Svaret från fjärrservern var:',
  ),
  gmail(
    'Danish',
    'Adressen blev ikke fundet',
    'Din mail blev ikke leveret til ana@example.com, fordi adressen ikke blev fundet eller ikke kan modtage mails.',
    'Svaret fra fjernserveren var:',
  ),
  gmail(
    'Finnish',
    'Osoitetta ei löydy',
    'Viestiäsi ei toimitettu osoitteeseen ana@example.com, koska osoitetta ei löytynyt tai se ei voi vastaanottaa viestejä.',
    'Etäpalvelimen vastaus:',
  ),
  gmail(
    'Japanese',
    'アドレス不明',
    'ana@example.com にメールを配信できませんでした。アドレスが見つからないか、メールを受信できない状態です。',
    'リモート サーバーからの応答:',
  ),
  gmail(
    'Chinese, simplified',
    '找不到该地址',
    '您的邮件未送达 ana@example.com，原因是系统找不到该地址，或者该地址无法接收邮件。',
    '远程服务器返回的响应：',
  ),
  gmail(
    'Chinese, traditional',
    '找不到地址',
    '您的郵件未能傳送至 ana@example.com，因為系統找不到這個地址，或是這個地址無法收信。',
    '遠端伺服器的回應：',
  ),
  gmail(
    'Korean',
    '주소를 찾을 수 없음',
    '주소를 찾을 수 없거나 메일을 받을 수 없는 주소이므로 ana@example.com에 메일이 전송되지 않았습니다.',
    '원격 서버의 응답:',
  ),
  exchange(
    'German',
    'Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:',
    'Die eingegebene E-Mail-Adresse konnte nicht gefunden werden. Überprüfen Sie die E-Mail-Adresse des Empfängers.',
    'Diagnoseinformationen für Administratoren:',
    'Generierender Server:',
    'Ursprüngliche Nachrichtenkopfzeilen:',
  ),
  exchange(
    'French',
    'Échec de la remise à ces destinataires ou groupes :',
    "L'adresse de messagerie que vous avez entrée est introuvable. Vérifiez l'adresse du destinataire.",
    'Informations de diagnostic pour les administrateurs :',
    'Serveur de génération :',
    "En-têtes de message d'origine :",
  ),
  exchange(
    'Spanish',
    'Error de entrega a estos destinatarios o grupos:',
    'No se encontró la dirección de correo electrónico que especificó. Compruebe la dirección del destinatario.',
    'Información de diagnóstico para administradores:',
    'Generando servidor:',
    'Encabezados de mensajes originales:',
  ),
  exchange(
    'Italian',
    'Recapito non riuscito per i seguenti destinatari o gruppi:',
    "Impossibile trovare l'indirizzo di posta elettronica specificato. Verificare l'indirizzo del destinatario.",
    'Informazioni di diagnostica per gli amministratori:',
    'Server di generazione:',
    'Intestazioni messaggio originale:',
  ),
  exchange(
    'Portuguese',
    'Falha na entrega a estes destinatários ou grupos:',
    'O endereço de email que você inseriu não foi encontrado. Verifique o endereço do destinatário.',
    'Informações de diagnóstico para administradores:',
    'Servidor de geração:',
    'Cabeçalhos da mensagem original:',
  ),
  exchange(
    'Dutch',
    'Bezorging van bericht aan deze geadresseerden of groepen is mislukt:',
    'Het opgegeven e-mailadres is niet gevonden. Controleer het e-mailadres van de geadresseerde.',
    'Diagnostische gegevens voor beheerders:',
    'Bronserver:',
    'Oorspronkelijke berichtkoppen:',
  ),
  exchange(
    'Polish',
    'Dostarczenie wiadomości do następujących adresatów lub grup nie powiodło się:',
    'Nie można odnaleźć wprowadzonego adresu e-mail. Sprawdź adres e-mail adresata.',
    'Informacje diagnostyczne dla administratorów:',
    'Serwer generujący:',
    'Oryginalne nagłówki wiadomości:',
  ),
  exchange(
    'Czech',
    'Doručení následujícím příjemcům nebo skupinám se nezdařilo:',
    'Zadanou e-mailovou adresu nelze nalézt. Zkontrolujte e-mailovou adresu příjemce.',
    'Diagnostické informace pro správce:',
    'Generující server:',
    'Původní záhlaví zprávy:',
  ),
  exchange(
    'Hungarian',
    'A kézbesítés az alábbi címzetteknek vagy csoportoknak nem sikerült:',
    'A megadott e-mail cím nem található. Ellenőrizze a címzett e-mail címét.',
    'Diagnosztikai adatok rendszergazdák részére:',
    'Létrehozó kiszolgáló:',
    'Eredeti üzenetfejlécek:',
  ),
  exchange(
    'Russian',
    'Не удалось выполнить доставку следующим получателям или группам:',
    'Не удалось найти введенный адрес электронной почты. Проверьте адрес получателя.',
    'Диагностические сведения для администраторов:',
    'Формирующий сервер:',
    'Исходные заголовки сообщения:',
  ),
  exchange(
    'Swedish',
    'Det gick inte att leverera meddelandet till följande mottagare eller grupper:',
    'E-postadressen som du angav hittades inte. Kontrollera mottagarens e-postadress.',
    'Diagnostikinformation för administratörer:',
    'Genererande server:',
    'Ursprungliga meddelanderubriker:',
  ),
  exchange(
    'Danish',
    'Levering til disse modtagere eller grupper mislykkedes:',
    'Den angivne mailadresse blev ikke fundet. Kontrollér modtagerens mailadresse.',
    'Diagnosticeringsoplysninger til administratorer:',
    'Genererer server:',
    'Oprindelige meddelelsesheadere:',
  ),
  exchange(
    'Norwegian',
    'Levering til disse mottakerne eller gruppene mislyktes:',
    'Finner ikke e-postadressen du skrev inn. Kontroller mottakerens e-postadresse.',
    'Diagnoseinformasjon for administratorer:',
    'Genererende server:',
    'Opprinnelige meldingshoder:',
  ),
  exchange(
    'Finnish',
    'Toimittaminen seuraaville vastaanottajille tai ryhmille epäonnistui:',
    'Antamaasi sähköpostiosoitetta ei löytynyt. Tarkista vastaanottajan sähköpostiosoite.',
    'Vianmääritystietoja järjestelmänvalvojille:',
    'Luova palvelin:',
    'Viestin alkuperäiset otsikot:',
  ),
  exchange(
    'Turkish',
    'Şu alıcılara veya gruplara teslim edilemedi:',
    'Girdiğiniz e-posta adresi bulunamadı. Alıcının e-posta adresini denetleyin.',
    'Yöneticiler için tanılama bilgileri:',
    'Oluşturan sunucu:',
    'Özgün ileti üst bilgileri:',
  ),
  exchange(
    'Japanese',
    '次の受信者またはグループへの配信に失敗しました:',
    '入力した電子メール アドレスが見つかりませんでした。受信者の電子メール アドレスを確認してください。',
    '管理者向けの診断情報:',
    '生成サーバー:',
    '元のメッセージ ヘッダー:',
  ),
  exchange(
    'Chinese, simplified',
    '向以下收件人或组传递邮件失败:',
    '找不到您输入的电子邮件地址。请检查收件人的电子邮件地址。',
    '供管理员使用的诊断信息:',
    '生成服务器:',
    '原始邮件标头:',
  ),
  exchange(
    'Chinese, traditional',
    '傳遞至下列收件者或群組失敗:',
    '找不到您輸入的電子郵件地址。請檢查收件者的電子郵件地址。',
    '供系統管理員使用的診斷資訊:',
    '正在產生伺服器:',
    '原始郵件標頭:',
  ),
  exchange(
    'Korean',
    '다음 받는 사람이나 그룹에 배달하지 못했습니다.',
    '입력한 전자 메일 주소를 찾을 수 없습니다. 받는 사람의 전자 메일 주소를 확인하십시오.',
    '관리자를 위한 진단 정보:',
    '생성 서버:',
    '원본 메시지 헤더:',
  ),
  microsoft365('English', "Your message to ana@example.com couldn't be delivered.", [
    'Sender Address',
    'Recipient Address',
    'Error',
  ]),
  microsoft365('German', 'Ihre Nachricht an ana@example.com konnte nicht zugestellt werden.', [
    'Absenderadresse',
    'Empfängeradresse',
    'Fehler',
  ]),
  microsoft365('French', "Votre message à ana@example.com n'a pas pu être remis.", [
    "Adresse de l'expéditeur",
    'Adresse du destinataire',
    'Erreur',
  ]),
  microsoft365('Spanish', 'No se pudo entregar el mensaje a ana@example.com.', [
    'Dirección del remitente',
    'Dirección del destinatario',
    'Error',
  ]),
  microsoft365('Italian', 'Impossibile recapitare il messaggio a ana@example.com.', [
    'Indirizzo mittente',
    'Indirizzo destinatario',
    'Errore',
  ]),
  microsoft365('Portuguese', 'Não foi possível entregar a sua mensagem a ana@example.com.', [
    'Endereço do Remetente',
    'Endereço do Destinatário',
    'Erro',
  ]),
  microsoft365('Dutch', 'Uw bericht aan ana@example.com kan niet worden bezorgd.', [
    'Adres afzender',
    'Adres geadresseerde',
    'Fout',
  ]),
  microsoft365('Polish', 'Nie można dostarczyć wiadomości do ana@example.com.', [
    'Adres nadawcy',
    'Adres adresata',
    'Błąd',
  ]),
  microsoft365('Czech', 'Zprávu pro ana@example.com se nepodařilo doručit.', [
    'Adresa odesílatele',
    'Adresa příjemce',
    'Chyba',
  ]),
  microsoft365('Russian', 'Не удалось доставить ваше сообщение на адрес ana@example.com.', [
    'Адрес отправителя',
    'Адрес получателя',
    'Ошибка',
  ]),
  microsoft365('Swedish', 'Ditt meddelande till ana@example.com kunde inte levereras.', [
    'Avsändarens adress',
    'Mottagarens adress',
    'Fel',
  ]),
  microsoft365('Danish', 'Din meddelelse til ana@example.com kunne ikke leveres.', [
    'Afsenderadresse',
    'Modtageradresse',
    'Fejl',
  ]),
  microsoft365('Finnish', 'Viestiäsi vastaanottajalle ana@example.com ei voitu toimittaa.', [
    'Lähettäjän osoite',
    'Vastaanottajan osoite',
    'Virhe',
  ]),
  microsoft365('Turkish', 'ana@example.com adresine gönderdiğiniz ileti teslim edilemedi.', [
    'Gönderen Adresi',
    'Alıcı Adresi',
    'Hata',
  ]),
  microsoft365('Japanese', 'ana@example.com へのメッセージを配信できませんでした。', [
    '送信者のアドレス',
    '受信者のアドレス',
    'エラー',
  ]),
  microsoft365('Chinese', '无法将你的邮件传递到 ana@example.com。', ['发件人地址', '收件人地址', '错误']),
  microsoft365('Korean', 'ana@example.com에 메시지를 배달하지 못했습니다.', [
    '보낸 사람 주소',
    '받는 사람 주소',
    '오류',
  ]),
  {
    server: 'a plain notice, Japanese',
    text: `以下のメールは配送できませんでした。

  宛先: ana@example.com
  件名: Offers

エラー内容:
  550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'a plain notice, Korean',
    text: `보내신 메일이 전송되지 않았습니다.

받는이: ana@example.com
제목: Offers
사유: 수신자의 메일 계정이 존재하지 않습니다. (550 5.1.1 User unknown)
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'a plain notice, Chinese',
    text: `您好，

您发送给 ana@example.com 的邮件被退回。

退信原因：
550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'a plain notice, Turkish',
    text: `Merhaba,

ana@example.com adresine gönderdiğiniz ileti aşağıdaki nedenle teslim edilemedi:

550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'a plain notice, Hungarian',
    text: `A következő címre küldött levél nem kézbesíthető:

ana@example.com
550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'a plain notice, Romanian',
    text: `Mesajul dumneavoastră nu a putut fi livrat următorilor destinatari:

ana@example.com: 550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
  {
    server: 'a plain notice, Greek',
    text: `Το μήνυμά σας δεν μπόρεσε να παραδοθεί στους παρακάτω παραλήπτες:

ana@example.com
550 5.1.1 User unknown
`,
    told: [{ recipient: ana, diagnostic: /550 5\.1\.1 User unknown$/ }],
  },
];
