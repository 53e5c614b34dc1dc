import type { Provider } from './provider';
import { MICROSOFT_RULES } from './shared/microsoft-rules';

/** Exchange Online: the mailboxes of organisations, known by their MX alone. */
export const microsoft365: Provider = {
  id: 'microsoft-365',
  name: 'Microsoft 365',
  kind: 'mailbox',
  mxSuffixes: [
    '.mail.protection.outlook.com',
    '.mx.microsoft',
    '.outlook.com',
    '.outlook.de',
    '.outlook.cn',
    '.office365.com',
    '.office365.us',
    '.exchangelabs.com',
  ],
  domains: ['microsoft.com'],
  postmaster: [
    { title: 'Delist portal', url: 'https://sender.office.com/' },
    {
      title: 'SMTP errors in Exchange Online',
      url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online',
    },
  ],
  rules: MICROSOFT_RULES,
};
