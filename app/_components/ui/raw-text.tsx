import { visible } from '../format/foreign-text';

/** A record as it came: every line of it, and nothing in it that hides. */
export function RawText({ text, isCut }: { text: string; isCut: boolean }) {
  return (
    <>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys
        tabIndex={0}
        className="max-h-96 overflow-y-auto whitespace-pre-wrap bg-raised px-3 py-2 font-mono text-xs leading-5 [overflow-wrap:anywhere]"
      >
        <bdi>{text.split(/\r?\n/).map(visible).join('\n')}</bdi>
      </pre>
      {isCut && <p className="mt-1 text-ink-3 text-xs">Only the first 64 kB of it.</p>}
    </>
  );
}
