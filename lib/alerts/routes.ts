import { z } from 'zod';
import { QuietHours, tellAt } from './quiet-hours';
import { SEVERITIES } from './severity';
import { Matcher, matchesAll, type SilencedAlert } from './silence';

/** Which alerts a channel is told of, and when. */
export const Route = z.object({
  severities: z.array(z.enum(SEVERITIES)).min(1, 'choose a severity'),
  /** All must hold; none: every alert of the severities. */
  matchers: z.array(Matcher).max(20),
  /** How often an incident that goes on, and that nobody acknowledged, is told again; `null`: once. */
  repeatMinutes: z.number().int().min(5).max(10_080).nullable(),
  quietHours: QuietHours.nullable(),
});
export type Route = z.infer<typeof Route>;

/** A route as it is stored. */
export interface StoredRoute extends Route {
  channelId: number;
}

export const readRoute = ({ channelId, ...row }: { channelId: number }): StoredRoute => ({
  ...Route.parse(row),
  channelId,
});

export interface Told {
  channelId: number;
  /** Not before. */
  at: Date;
  repeatMinutes: number | null;
}

/** Whom to tell of alerts, and when: of several routes to a channel the soonest and the most frequent counts. */
export function toldBy(
  routes: readonly StoredRoute[],
  alerts: readonly SilencedAlert[],
  severity: string,
  now: Date,
): Told[] {
  const told = new Map<number, Told>();
  for (const { channelId, severities, matchers, repeatMinutes, quietHours } of routes) {
    const isRouted = alerts.some(
      (alert) =>
        severities.some((one) => one === alert.severity) &&
        (matchers.length === 0 || matchesAll(alert, matchers)),
    );
    if (!isRouted) continue;
    const at = tellAt(quietHours, severity, now);
    const known = told.get(channelId);
    told.set(channelId, {
      channelId,
      at: known && known.at < at ? known.at : at,
      repeatMinutes: mostFrequent(known?.repeatMinutes ?? null, repeatMinutes),
    });
  }
  return [...told.values()];
}

const mostFrequent = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
