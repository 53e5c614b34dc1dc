/** Phrases of the people who wrote the servers' notices. A space stands for any white space: notices are wrapped. */
const phrases = (...rows: string[]): RegExp => new RegExp(rows.join('|').replaceAll(' ', '\\s+'), 'i');

/** Behind these, a notice lists the addresses that it is about. */
export const LIST_BEGINS = phrases(
  // Exim, 1&1, GMX, MXLogic, Mail.Ru: The following address(es) failed:
  '(?:the )?following address(?:es|\\(es\\))? (?:has |have )?(?:failed|could not|had|did)',
  'following recipients?(?:\\(s\\))? (?:could not|cannot|couldn.t|did not|didn.t|were|was|failed|returned|have|has|will not|(?:is|are) delayed)',
  // qmail, Yahoo, James, Symantec: … deliver your message to the following addresses.
  '(?:deliver|delivery|delivered|delevery|deliverable|reach|sent|send|deliver the mail|rejected)(?: your| this| the| a)?(?: message| mail| e-?mail)?(?: has failed)? to (?:all of )?(?:the following|these|one or more|some or all|the intended|any of)',
  'not (?:yet )?(?:been )?delivered to(?: the following[^:]*)?:',
  '(?:could|can)(?: not|not|n.t) be (?:delivered|sent|reached|processed) to',
  // Microsoft Exchange 5.5: did not reach the following recipient(s):
  'did not reach (?:the following|some or all)',
  'while attempting to deliver a message for',
  // Sendmail: ----- The following addresses had permanent fatal errors -----
  'had (?:permanent |transient )?(?:fatal|non-fatal|delivery|delivery problems) ?(?:errors|problems)?',
  'recipients? (?:failed|were affected|was affected)',
  'list of recipients|failed (?:addresses|recipients?|recipient\\(s\\))|failure reasons',
  // Postfix, also where the bounce template has been rewritten
  'the (?:mail system|postfix program)\\s*$|-- ?postmaster\\s*$',
  'addresses? to which the message has not yet been delivered',
  'unable to deliver (?:your |this |the )?(?:message|mail)',
  'message not delivered to',
  'undeliverable to',
  // German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Russian
  'nicht (?:an|bei) (?:die )?folgende|folgende[nr]? (?:empf|adress)|konnte (?:nicht|an)[^.]{0,80}zugestellt',
  '(?:n.a pas pu|n.a pu|ne peut)[^.]{0,60}(?:[êe]tre|livr|remis|distribu|d[ée]livr)|destinataires? suivant|adresses? suivante',
  'no (?:pudo|se pudo|ha podido|fue)[^.]{0,60}entreg|destinatarios? siguiente|siguientes? destinatario',
  'n[ãa]o (?:p[ôo]de|foi poss[íi]vel|foi)[^.]{0,60}entreg|seguintes? destinat|destinat[áa]rios? a seguir',
  'non [èe] stato possibile[^.]{0,60}|seguenti destinatari',
  'kan niet worden bezorgd|volgende geadresseerden|volgende (?:ontvangers|adressen)',
  'nie (?:mo[żz]na|mog[łl]a|zosta[łl]a)[^.]{0,60}dor[ęe]cz|nast[ęe]puj[ąa]cych (?:odbiorc|adres)',
  'kunde inte levereras|kunne ikke leveres|f[öo]ljande mottagare|f[øo]lgende mottakere',
  'не может быть доставлено|не (?:было|удалось) достав|следующ\\S+ (?:адрес|получател)',
  // Japanese, Chinese, Korean
  '(?:下記|以下|次)の(?:メール|宛先|あて先|アドレス|受信者)|送信できません|配信できません|配送できません',
  '(?:下列|以下|如下)(?:的)?(?:地址|收件人|收信人)|无法(?:发送|投递|送达|傳送)|無法(?:傳送|投遞|送達)|投递失败',
  '다음 (?:수신자|받는 사람)',
);

/** What nothing but a notice says: no log speaks of `your message`. */
export const TO_A_PERSON = phrases(
  '(?:your|this|the) (?:e-?mail |mail )?(?:message|e-?mail)(?: to \\S+)? (?:could not|couldn.t|cannot|wasn.t|was not|did not|has not|is being)',
  '(?:delivering|deliver|rejected) your (?:message|mail|e-?mail)|message that you (?:have )?sent|delivery has failed to|transcript of session follows',
  '(?:ihre|eine von ihnen gesendete) (?:nachricht|e-?mail)|votre message|su mensaje|sua mensagem|il messaggio|uw bericht|twoja wiadomo|ваше (?:письмо|сообщение)',
  'お送り(?:した|いただいた)メール|次のあて先|您(?:发送|的|傳送)|귀하의',
);

/** What a notice of failure says somewhere, whoever wrote it. */
export const FAILURE = phrases(
  'undeliver(?:ed|able)|non-?deliver(?:y|able|ed)|not (?:yet )?(?:been )?delivered|deliver(?:y|ing|ed)? .{0,40}(?:fail|problem|error|incomplete|delay|abort|impossible)',
  '(?:could|can|was|were|did|has|had|been)(?: not|not|n.t)(?: be| been| get| able to)* (?:deliver|reach|sent|accepted|received|process|find)',
  '(?:unable|failed|failure|impossible|trouble|problems?|error(?: occurred)?(?: while)?(?: attempting)?) (?:to |in |while |trying to |occurred )*(?:deliver|send|sending|reach|process)',
  '(?:mail|message|delivery|transmission) (?:delivery )?(?:has |was |is )?(?:fail(?:ed|ure)?|bounced|returned|rejected|refused|blocked)',
  'returned (?:mail|to sender|because)|returning (?:message )?to sender|failure notice|fatal errors?|delivery (?:problems|errors)',
  '(?:user|recipient|mailbox|address|account|addressee|name)(?: name)?(?: is| was| has| does| has been|.s)? (?:unknown|not (?:found|exist|known|listed|recognized|valid|a valid|local)|invalid|disabled|over ?quota|full|exceed|suspended|discontinued|no longer)',
  '(?:unknown|invalid|no such|not a valid|nonexistent|bad) (?:final delivery )?(?:user|recipient|mailbox|address|account|host|domain|e-?mail|destination|local)',
  '(?:over|exceed\\w*|exceeding)(?: (?:its|the|their|allowed|disk|mailbox|storage|maximum))* (?:quota|size|limit)|mail(?:box|folder) (?:is )?full|full mailbox|has been postponed|quota (?:exceed|violation)',
  'wasn.t (?:delivered|able to)|not a member of|no such mailbox|couldn.t be (?:delivered|found)|may not exist|is unavailable',
  'unzustellbar|nicht zugestellt|fehlgeschlagen|zustell\\S* fehl|non remis|non distribu|[ée]chec|d[ée]livr|no (?:pudo|fue|se pudo) ',
  'n[ãa]o (?:p[ôo]de|foi|pode)|niet (?:worden )?bezorgd|impossibile|mancat[oa] (?:recapito|consegna)|niedor[ęe]cz|nie dostarcz|nie mog[łl]',
  'inte levereras|ikke levert|недоставлен|не доставлено|не может быть|не удалось|ошибка доставки|не існує|неможлив',
  'nebylo mo[žz]n[ée]|nedoru[čc]|nepoda[řr]ilo|iletilemedi|teslim edilemedi|ula[şs]t[ıi]r[ıi]lamad|nem (?:siker|lehet)|k[ée]zbes[ií]t|nu a putut fi',
  'ei voitu toimittaa|ei l[öo]ydy|δεν (?:[^.]{0,20})παραδ|αποτυχία|تعذر|فشل|נכשל|kh[ôo]ng th[ểe]|tidak dapat (?:di)?kirim',
  '送信できません|配信できません|配送できません|見つかりません|届けることができません|失敗しました|エラー|受信できません',
  '无法|失败|退信|退回|無法|失敗|不存在|拒绝|수신 실패|반송|전송(?:에)? 실패',
);

/** Behind these stand the addresses of people who help, not of those whom the notice is about. */
export const ASKS_TO_WRITE = phrases(
  // Not: unable to contact the server of …; could not write to …
  '(?<!(?:unable|able|failed|failure|attempting|trying|error) to |(?:not|n.t) )(?:(?:write|turn|speak|talk) (?:us |back )?(?:to|at)|e-?mail us|\\bcontact\\b(?! (?:address|failed)))',
  'please (?:reply|forward|send)',
  '(?:questions?|help|assistance|support|enquiries|inquiries|complaints?|feedback|more information)(?: \\S+){0,3} ?[:：]? ?$',
  'wenden sie sich|schreiben sie|kontaktieren sie|contactez|veuillez contacter|[ée]crivez [àa]|contacte (?:a|con)|p[óo]ngase en contacto|escriba a',
  'entre em contato|contattate|scrivete a|neem contact op|skontaktuj|обратитесь|напишите|お問い合わせ|(?<!无法|無法)(?:联系|聯絡)|문의',
);

/** The server will try again: nothing has failed yet. */
export const DELAYED = phrases(
  'has(?: not|n.t) yet been delivered|have not yet been delivered|delayed (?:\\d+|mail|message)|message (?:\\S+ )?delayed|has been delayed|delivery (?:status notification \\()?\\(?delay',
  'will (?:be (?:retried|(?:re-?)?attempted)|retry|continue to|keep trying|try again)|still (?:being )?(?:retried|trying)|delivery attempts will continue',
  'this is a warning (?:message )?only|you do not need to resend|advisory-only|delivery incomplete|temporary problem delivering',
  'warning[-:]+ ?(?:could not|message|mail)|transient non-fatal errors|has been postponed|delivery delayed|not yet delivered',
  'verz[öo]gert|retard[ée]|retrasad|atrasad|ritardat|preavviso di mancata consegna|vertraagd|op[óo][źz]nion|задерж|遅延|延迟|延遲',
);

/** It stopped trying, whatever it says of temporary errors before. */
export const GIVEN_UP = phrases(
  'giv(?:ing|en) up|permanent(?:ly)? (?:fail|error|fatal)|failed permanently|no further (?:delivery )?attempts|not going to try again|unable to deliver in \\d+',
  'was aborted after|undeliverable:|returned to sender',
);
