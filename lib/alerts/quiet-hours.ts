import { TZDate } from '@date-fns/tz';
import { z } from 'zod';
import { isTimeZone } from '@/lib/mail/time-zone';
import { SEVERITIES } from './severity';

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const clock = z.string().regex(CLOCK, 'must be a time such as 22:00');

/** Local times between which only some severities are told at once. From 22:00 until 07:00 goes through midnight. */
export const QuietHours = z
  .object({
    from: clock,
    until: clock,
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
    /** Told at once all the same. */
    except: z.array(z.enum(SEVERITIES)).default(['critical']),
  })
  .refine(({ from, until }) => from !== until, { message: 'ends when it begins', path: ['until'] });
export type QuietHours = z.infer<typeof QuietHours>;

/** When to tell of something that happens now: at once, or when the quiet hours end. */
export function tellAt(quiet: QuietHours | null, severity: string, now: Date): Date {
  if (!quiet || quiet.except.some((one) => one === severity)) return now;
  const local = new TZDate(now, quiet.timeZone);
  const minute = local.getHours() * 60 + local.getMinutes();
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)];
  const isQuiet = from < until ? from <= minute && minute < until : from <= minute || minute < until;
  if (!isQuiet) return now;
  // Set in local time, which knows of the hours that a change of the clocks leaves out or repeats.
  const end = new TZDate(local, quiet.timeZone);
  end.setHours(Math.floor(until / 60), until % 60, 0, 0);
  if (end <= local) end.setDate(end.getDate() + 1);
  return new Date(end.getTime());
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
