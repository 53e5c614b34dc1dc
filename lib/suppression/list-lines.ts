/** What lists of others call the column of the address: `email` (SendGrid, Mandrill), `address` (Mailgun), `EmailAddress`
 * (Postmark, SES), `recipient` (SparkPost), `EMAIL` (Brevo). */
const COLUMN = /^(?:e-?mail|(?:e-?mail[ _]?)?address|recipient(?:[ _](?:e-?mail|address))?)$/i;
/** Something with an at sign and a domain, without what would end it in a table or a text. */
const ADDRESS = /[^\s,;|"'<>()[\]:=]{1,64}@[^\s,;|"'<>()[\]:=@]+\.[^\s,;|"'<>()[\]:=@.]+/;

/** Which column a header says the address stands in; null: it is no header, or does not say. */
export function addressColumnOf(line: string): number | null {
  if (line.includes('@')) return null;
  const column = cellsOf(line).findIndex((cell) => COLUMN.test(cell.trim()));
  return column < 0 ? null : column;
}

/** The address in a line: in its column where that is known, else the first there is. null: there is none. */
export function addressIn(line: string, column: number | null): string | null {
  const text = column === null ? line : (cellsOf(line)[column] ?? '');
  return ADDRESS.exec(text)?.[0].toLowerCase() ?? null;
}

/** RFC 4180 but for quotation marks within a cell, which no address needs; with a comma, a semicolon or a tab between: whichever the line has more of. */
function cellsOf(line: string): string[] {
  const count = (separator: string) => line.split(separator).length;
  const separator = [',', ';', '\t'].reduce((most, one) => (count(one) > count(most) ? one : most));
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
