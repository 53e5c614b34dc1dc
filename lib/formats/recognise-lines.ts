/** Lines that only this format writes, and lines that go well with it. */
export interface LineEvidence {
  sure: RegExp;
  likely: RegExp;
}

const LINES_READ = 400;
/** Of a line its beginning is enough, and what is no log at all may be one long line. */
const CHARACTERS_READ = 4_000;

/** How sure a format of lines may be of an input: one sure line is worth more than all likely ones. */
export function recogniseLines(head: Buffer, { sure, likely }: LineEvidence): number {
  const lines = head
    .toString('latin1')
    .split(/\r?\n/, LINES_READ)
    .filter(Boolean)
    .map((line) => line.slice(0, CHARACTERS_READ));
  if (!lines.length) return 0;
  const certain = lines.filter((line) => sure.test(line)).length;
  if (certain) return 0.7 + (0.29 * certain) / lines.length;
  const possible = lines.filter((line) => likely.test(line)).length;
  return possible ? 0.3 + (0.3 * possible) / lines.length : 0;
}
