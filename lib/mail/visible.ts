// Controls, and the marks that join, hide or turn the direction of writing: in a stranger's text they could hide or
// forge what is read (Unicode TR 36 §2.6).
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A remote server's words, with every invisible character made visible: ⟨U+001B⟩. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (mark) => {
    const code = mark.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}
