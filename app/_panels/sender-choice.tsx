import { FileUp } from 'lucide-react';
import Link from 'next/link';
import { SENDER_GROUPS, SENDERS } from '../_setup/senders';

/** Who writes down what became of your mail? */
export function SenderChoice({ link }: { link: (href: string) => string }) {
  return (
    <div className="grid gap-6">
      {SENDER_GROUPS.map((group) => (
        <section key={group} aria-label={group}>
          <h2 className="mb-1 font-semibold text-sm">{group}</h2>
          <ul className="grid grid-cols-2 gap-x-6 border-line border-t sm:grid-cols-3 lg:grid-cols-5">
            {SENDERS.filter((sender) => sender.group === group).map(({ id, title }) => (
              <li key={id} className="border-line border-b">
                <Link
                  href={link(`/sources/new?sender=${id}`)}
                  className="block h-full py-2 font-medium hover:bg-raised"
                >
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="text-ink-2">
        Files that you have already:{' '}
        <Link
          href={link('/sources/upload')}
          className="whitespace-nowrap text-accent underline underline-offset-2"
        >
          <FileUp aria-hidden className="inline size-3.5 align-[-2px]" /> upload them
        </Link>
        . The format is recognised, whoever wrote them.
      </p>
    </div>
  );
}
