/**
 * Marks that a provider leaves in its own words, and nobody else does. They tell who spoke where neither the MX
 * host nor the recipient's domain does: a relay or a forwarding host handed the answer on.
 */
export const SIGNATURES: readonly { provider: string; text: RegExp }[] = [
  // … Learn more at https://support.google.com/mail/?p=NoSuchUser d2e1a72fcca58-7 - gsmtp
  { provider: 'gmail', text: /\bg(?:smtp|cdp)\b|\bsupport\.google\.com\/(?:mail|a)\b/i },
  // … [AM6EUR05FT012.eop-eur05.prod.protection.outlook.com 2024-05-01T10:00:00.000Z 08DC69B1]
  {
    provider: 'outlook',
    text: /\.olc\.protection\.outlook\.com|\b(?:mail\.live|postmaster\.live|sendersupport\.olc|\bsupport\.msn)\.com|\bS3(?:140|150)\b|\b(?:RP|SC|DY|OU)-00\d\b/i,
  },
  {
    provider: 'microsoft-365',
    text: /\.(?:prod\.protection|mail\.protection|prod\.exchangelabs|prod\.outlook)\.(?:outlook\.)?com\b|\baka\.ms\/EXOSmtpErrors|\bgo\.microsoft\.com\/fwlink/i,
  },
  // 550 5.7.705 Access denied, tenant has exceeded threshold   550 5.7.708 … traffic not accepted from this IP
  // 550 5.7.750 … Client blocked from sending from unregistered domain(s): Exchange Online of its own tenants
  {
    provider: 'microsoft-365',
    text: /\btenant has exceeded threshold|\btraffic not accepted from this IP|\bblocked from sending from unregistered domain/i,
  },
  {
    provider: 'yahoo',
    text: /\[(?:IP)?TSS?\d\d\]|\bpostmaster\.(?:yahooinc|yahoo|verizonmedia)\.com|\bhelp\.yahoo\.com|yahoo\.com account/i,
  },
  { provider: 'apple', text: /\bsupport\.apple\.com|\[(?:HM\d|CS\d\d|HME1|HC\d)\]/i },
  { provider: 'comcast', text: /\b(?:postmaster|spa)\.comcast\.net|\bxfinity\.com/i },
  { provider: 'qq', text: /\b(?:service|openmail|open\.work\.weixin)\.(?:exmail\.|mail\.)?qq\.com/i },
  { provider: 'netease', text: /\bmail\.163\.com\/help|\bhelp\.163\.com|\bDT:SPM\b/i },
  // … service refused, please try later. OFR004_104 [104]   … LPN007_510
  { provider: 'orange', text: /\bOFR[_\d]\d{2}/ },
  { provider: 'laposte', text: /\bLPN\d{3}_\d{3}/ },
  // … Envelope blocked - https://community.mimecast.com/docs/DOC-1369#550
  { provider: 'mimecast', text: /\bcommunity\.mimecast\.com/i },
  // … contact tosa@rx.t-online.de to clarify.) (BL)
  { provider: 't-online', text: /@rx\.t-online\.de\b/i },
  { provider: 'mailru', text: /\b(?:help|postmaster)\.mail\.ru\b/i },
  { provider: 'yandex', text: /\bya\.cc\/|\byandex\.(?:ru|com)\/support\b/i },
  { provider: 'godaddy', text: /\bsecureserver\.net\/help\b/i },
  { provider: 'cox', text: /\bpostmaster\.cox\.net|\bcox\.com\/residential\b/i },
];
