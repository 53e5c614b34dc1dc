import { styleText } from 'node:util';

const WIDTH = 92;
const GAP = 4;

/** Bold where the terminal can, plain in a pipe. */
export const heading = (text: string): string => (process.stdout.isTTY ? styleText('bold', text) : text);

export function wrapped(text: string, indent = 0, width = WIDTH): string[] {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && indent + line.length + 1 + word.length > width) {
      lines.push(margin + line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return line ? [...lines, margin + line] : lines;
}

export const bulleted = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => wrapped(line, 4).map((part, i) => (i === 0 ? `  - ${part.slice(4)}` : part)));

/** Two texts of several paragraphs side by side. */
export function columns(left: readonly string[], right: readonly string[]): string[] {
  const width = (WIDTH - GAP) / 2;
  const [a, b] = [left, right].map((parts) => parts.flatMap((part) => wrapped(part, 0, width))) as [
    string[],
    string[],
  ];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) =>
    `${(a[i] ?? '').padEnd(width + GAP)}${b[i] ?? ''}`.trimEnd(),
  );
}
