import { PanelHeader } from '../_components/ui/panel-header';

const WAYS: readonly { title: string; command: string; what: string }[] = [
  {
    title: 'Follow the logs of this machine',
    command: 'BOUNCEBOARD_LOGS=/var/log/mail.log npm start',
    what: 'One or more globs, separated by commas. Rotation, truncation and compression are followed.',
  },
  {
    title: 'Import what is already there',
    command: 'bin/bounceboard import /var/log/mail.log*',
    what: 'Also gz and stdin. Importing the same file twice changes no count.',
  },
  {
    title: 'Look around first',
    command: 'npm run demo',
    what: 'Seven days of generated traffic, and then live.',
  },
];

/** How do records come in? */
export function ConnectALog() {
  return (
    <section aria-label="Connect a log">
      <PanelHeader
        title="Connect a log"
        note="Each reads what mail servers already write; nothing is changed on them"
      />
      <ul className="grid gap-x-10 gap-y-4 lg:grid-cols-3">
        {WAYS.map(({ title, command, what }) => (
          <li key={title}>
            <p className="font-medium">{title}</p>
            <code className="mt-1 block overflow-x-auto whitespace-pre-wrap break-all bg-raised px-2.5 py-1.5 font-mono text-xs">
              {command}
            </code>
            <p className="mt-1 text-ink-3 text-xs">{what}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
