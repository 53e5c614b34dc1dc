import Link from 'next/link';
import { visible } from '../format/foreign-text';
import { clock, moment } from '../format/time';
import type { ChartMark } from './chart-mark';

const DAY_MS = 86_400_000;

/** What happened, when, and where to read on. */
export function MarkText({ mark, timeZone }: { mark: ChartMark; timeZone: string }) {
  const { name, text, at, until, by, href } = mark;
  const end =
    until === null ? '' : ` – ${until - at < DAY_MS ? clock(until, timeZone) : moment(until, timeZone)}`;
  return (
    <div className="border-line [&+&]:mt-1.5 [&+&]:border-t [&+&]:pt-1.5">
      <p className="text-ink-3">
        {name}, {moment(at, timeZone)}
        {end}
        {by && (
          <>
            , <bdi>{visible(by)}</bdi>
          </>
        )}
      </p>
      <p className="[overflow-wrap:anywhere]">
        {visible(text)}{' '}
        {href?.startsWith('/') ? (
          <Link href={href} className="text-accent underline underline-offset-2">
            Open
          </Link>
        ) : (
          href && (
            <a
              href={href}
              target="_blank"
              rel="noreferrer nofollow"
              className="text-accent underline underline-offset-2"
            >
              {hostOf(href)}
            </a>
          )
        )}
      </p>
    </div>
  );
}

/** Where a link leads, so that nobody is led astray by its words. */
const hostOf = (href: string): string => (URL.canParse(href) ? visible(new URL(href).host) : 'Link');
