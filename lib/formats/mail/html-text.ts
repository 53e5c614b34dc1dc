const ENTITIES: Record<string, string> = {
  amp: '&',
  apos: "'",
  commat: '@',
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
};

/** A notice is short; a newsletter need not be read to its end. */
const LONGEST = 128 * 1024;

const UNREAD = /<(\/?)(?:style|script|head|title)\b[^<>]*>/gi;
/** What opens and is not closed soon is no comment. */
const LONGEST_COMMENT = 2000;
const BREAK = /<\/?(?:br|p|div|li|tr|table|h\d|pre|ul|ol|blockquote|hr)\b[^<>]*>/gi;
/** `<user@example.com>` that nobody escaped is an address, not an element. */
const ELEMENT = /<(?![^<>\s]{1,128}@[^<>\s]{1,255}>)[a-z/!][^<>]*>/gi;

/** What a person reads of an HTML notice, with line breaks where they stand. */
export function htmlText(html: string): string {
  return linesOfPre(withoutUnread(withoutComments(html.slice(0, LONGEST))))
    .replace(/\n\s*/g, ' ')
    .replace(BREAK, '\n')
    .replace(ELEMENT, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, decodeEntity)
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/\n{3,}/g, '\n\n');
}

/** By hand: a pattern looks 2,000 characters ahead from each `<!--`, and a mail may be nothing else. */
function withoutComments(html: string): string {
  let text = '';
  let from = 0;
  let end = 0;
  for (let at = html.indexOf('<!--'); at >= 0; at = html.indexOf('<!--', Math.max(at + 1, from))) {
    if (end < at + 4) end = html.indexOf('-->', at + 4);
    if (end < 0) break;
    if (end - at - 4 > LONGEST_COMMENT) continue;
    text += `${html.slice(from, at)} `;
    from = end + 3;
  }
  return text + html.slice(from);
}

/** Leaves out what stands between `<style>`, `<script>`, `<head>`, `<title>` and their ends. */
function withoutUnread(html: string): string {
  let text = '';
  let from = 0;
  for (const tag of html.matchAll(UNREAD)) {
    if (tag[1] === '/') from = tag.index + tag[0].length;
    else if (tag.index > from) {
      text += html.slice(from, tag.index);
      from = html.length;
    }
  }
  return text + html.slice(from);
}

/** Only within `<pre>` a line break of the source is one for the reader. */
function linesOfPre(html: string): string {
  let text = '';
  let from = 0;
  let within = false;
  for (const tag of html.matchAll(/<(\/?)pre\b[^<>]*>/gi)) {
    const piece = html.slice(from, tag.index);
    text += within ? piece.replaceAll('\n', '<br>') : piece;
    from = tag.index;
    within = tag[1] === '';
  }
  const rest = html.slice(from);
  return text + (within ? rest.replaceAll('\n', '<br>') : rest);
}

function decodeEntity(all: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return ENTITIES[name.toLowerCase()] ?? all;
  const point = Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : all;
}
