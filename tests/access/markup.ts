/** Sets what a page that runs it can be told by. */
const RUN = "window.__pwned='yes'";

/** What a stranger's server may write into any field: markup, scripts, controls, marks that hide or turn text,
 * formulas, statements, and words that never end. */
export const HOSTILE = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `"><svg/onload=${RUN}>`,
  `'-${RUN}-'`,
  `</script><script>${RUN}</script>`,
  `</title></style></textarea><iframe srcdoc="<script>parent.__pwned='yes'</script>"></iframe>`,
  `javascript:${RUN}`,
  `{{constructor.constructor("${RUN}")()}} \${${RUN}} <%= 7*7 %>`,
  'RTL \u202Egpj.exe\u202C \u2066inside\u2069 \u200Bzero\u200Dwidth \uFEFF',
  'ESC \u001b[31mred\u001b[0m \u001b]0;title\u0007 DEL \u007f NEL \u0085',
  'NUL \u0000 in the middle',
  'line\r\nX-Injected: 1\r\n\r\n<html>',
  '=HYPERLINK("http://192.0.2.66/","open")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "'; DROP TABLE event; --",
  'W'.repeat(3_000),
  'אבגד العربية 🐴👩‍👩‍👧',
  '\ud800 alone \udfff',
] as const;

/** Short enough for a name. */
export const HOSTILE_NAME = `<img src=x onerror="${RUN}"> \u202Egpj\u001b[31m`;

/** What every source says in the place of a diagnostic. */
export const hostileWords = (way: string): string => `by ${way} <img src=x onerror="${RUN}"> \u202Egpj`;

export interface Seen {
  /** Something of the data ran. */
  pwned: string | null;
  /** Elements and attributes that no page of ours has, and marks that nobody sees. */
  strange: string[];
  /** All text of the page. */
  text: string;
}

/** Looks around in a page; runs there, so it knows nothing of this file. */
export function lookAround(): Seen {
  const unseen = /[\p{Cf}\u2028\u2029]|(?![\t\n\r])\p{Cc}/u;
  const strange: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) strange.push(`<${element.localName} ${name}>`);
      if (
        /^(?:href|src|action|formaction|xlink:href)$/i.test(name) &&
        /^\s*(?:javascript|vbscript|data):/i.test(value)
      )
        strange.push(`<${element.localName} ${name}=${value.slice(0, 40)}>`);
      if (/^(?:title|alt|placeholder|label|aria-.*)$/.test(name) && unseen.test(value))
        strange.push(`<${element.localName} ${name}> with ${JSON.stringify(value.slice(0, 80))}`);
    }
  }
  for (const element of document.querySelectorAll('iframe, object, embed, base, img[src="x"], svg[onload]'))
    strange.push(`<${element.localName}>`);
  for (const { nonce, src, textContent } of document.scripts)
    if (!nonce && !src.startsWith(location.origin))
      strange.push(`<script> without a nonce: ${src || textContent?.slice(0, 80)}`);
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode as Text;
    if (parentElement?.closest('script, style, textarea, template, noscript')) continue;
    texts.push(data);
    if (unseen.test(data))
      strange.push(`${parentElement?.localName} says ${JSON.stringify(data.slice(0, 80))}`);
  }
  const pwned = (window as { __pwned?: string }).__pwned ?? null;
  return { pwned, strange, text: texts.join('\n') };
}
