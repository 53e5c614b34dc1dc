import { type CsvValue, csvLine } from '@/lib/csv-cell';

/** A suppression as it is exported. */
export interface Exported {
  address: string;
  /** A kind of fault, or `by-hand`. */
  reason: string;
  since: Date | null;
  replyCode: number | null;
  statusCode: string | null;
  diagnostic: string | null;
}

export interface ExportFormat {
  id: string;
  title: string;
  /** Where the file goes. */
  goesTo: string;
  header: readonly string[] | null;
  row(exported: Exported): readonly CsvValue[];
}

const isComplaint = ({ reason }: Exported): boolean => reason === 'complaint';

/** Fri, 21 Oct 2011 11:02:55 +0000 (RFC 2822 §3.3) */
const mailDate = (at: Date | null): string | null => at?.toUTCString().replace('GMT', '+0000') ?? null;

/** What sending services take, by their documentation. Where it describes an import by the program's interface alone, the
 * column is called as the field is there. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    id: 'csv',
    title: 'CSV with all that is known',
    goesTo: 'Spreadsheets, and programs of your own',
    header: ['email', 'reason', 'since', 'reply_code', 'status_code', 'diagnostic'],
    row: ({ address, reason, since, replyCode, statusCode, diagnostic }) => [
      ...[address, reason, since, replyCode, statusCode, diagnostic],
    ],
  },
  {
    // https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html: `recipient1@example.com,BOUNCE`,
    // no header, reasons BOUNCE and COMPLAINT
    id: 'ses',
    title: 'Amazon SES',
    goesTo: 'Suppression list, Bulk actions, or CreateImportJob with PUT',
    header: null,
    row: (one) => [one.address, isComplaint(one) ? 'COMPLAINT' : 'BOUNCE'],
  },
  {
    // https://docs.sendgrid.com/api-reference/suppressions-global-suppressions: entries are told by `email`
    id: 'sendgrid',
    title: 'SendGrid',
    goesTo: 'Suppressions, Global Unsubscribes, Upload a CSV',
    header: ['email'],
    row: ({ address }) => [address],
  },
  {
    // https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/bounces/post-v3--domainid--bounces-import:
    // address, code, error, created_at in the form of RFC 2822; 25 MB at most
    id: 'mailgun',
    title: 'Mailgun',
    goesTo: 'POST /v3/{domain}/bounces/import',
    header: ['address', 'code', 'error', 'created_at'],
    row: ({ address, replyCode, diagnostic, since }) => [
      address,
      replyCode ?? 550,
      diagnostic,
      mailDate(since),
    ],
  },
  {
    // https://postmarkapp.com/developer/api/suppressions-api: the field is `EmailAddress`
    id: 'postmark',
    title: 'Postmark',
    goesTo: 'POST /message-streams/{stream}/suppressions, 50 at a time',
    header: ['EmailAddress'],
    row: ({ address }) => [address],
  },
  {
    // https://developers.sparkpost.com/api/suppression-list: recipient, type (`transactional`, `non_transactional`),
    // description; whoever complained may still get what they ordered
    id: 'sparkpost',
    title: 'SparkPost',
    goesTo: 'Recipients, Suppressions, Bulk Upload',
    header: ['recipient', 'type', 'description'],
    row: (one) => [one.address, isComplaint(one) ? 'non_transactional' : 'transactional', one.reason],
  },
  {
    // https://developers.brevo.com/reference/import-contacts: fileBody, semicolons between attributes, EMAIL, with
    // `emailBlacklist` set
    id: 'brevo',
    title: 'Brevo',
    goesTo: 'POST /v3/contacts/import with emailBlacklist',
    header: ['EMAIL'],
    row: ({ address }) => [address],
  },
  {
    // https://mailchimp.com/developer/transactional/api/rejects/add-email-to-denylist/: email, comment
    id: 'mandrill',
    title: 'Mandrill (Mailchimp Transactional)',
    goesTo: 'Denylist, or POST /rejects/add',
    header: ['email', 'comment'],
    row: ({ address, reason }) => [address, reason],
  },
];

export const exportFormatById = (id: string): ExportFormat | null =>
  EXPORT_FORMATS.find((format) => format.id === id) ?? null;

/** A line of the file; null asks for the header. Every cell is safe in a spreadsheet: `lib/csv-cell.ts`. */
export function exportLine({ header, row }: ExportFormat, exported: Exported | null): string {
  if (exported !== null) return csvLine(row(exported));
  return header ? csvLine(header) : '';
}
