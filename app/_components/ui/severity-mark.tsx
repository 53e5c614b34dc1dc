import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';

const SEVERITIES: Record<string, { word: string; Icon: typeof Info; colour: string }> = {
  critical: { word: 'Critical', Icon: OctagonAlert, colour: 'text-bad' },
  warning: { word: 'Warning', Icon: TriangleAlert, colour: 'text-warn' },
  info: { word: 'Info', Icon: Info, colour: 'text-ink-2' },
};

/** How urgent it is: an icon, a colour, and always the word. */
export function SeverityMark({ severity }: { severity: string }) {
  const { word, Icon, colour } = SEVERITIES[severity] ?? SEVERITIES.info!;
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap font-medium ${colour}`}>
      <Icon aria-hidden className="size-3.5" /> {word}
    </span>
  );
}
