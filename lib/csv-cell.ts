/** What a cell may hold: numbers exactly, times in ISO 8601, nothing as nothing. */
export type CsvValue = string | number | boolean | Date | null;

/** Spreadsheets read a cell that begins so as a formula, and a formula may run programs or send the sheet away. Tab, CR
 * and LF are skipped before they look, and East Asian editions take the wide forms, too:
 * https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
/** RFC 4180, section 2.6. Blanks at the ends are quoted as well, since some readers trim them. */
const NEEDS_QUOTES = /[",\r\n\t]|^\s|\s$/;

/** One cell. Text that a spreadsheet would calculate is kept text by an apostrophe before it. */
export function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One record with its end: CRLF, as RFC 4180 has it. */
export const csvLine = (values: readonly CsvValue[]): string => `${values.map(csvCell).join(',')}\r\n`;
