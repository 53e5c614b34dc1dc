import { z } from 'zod';
import { Route } from '@/lib/alerts/routes';
import { SEVERITIES } from '@/lib/alerts/severity';
import type { Db } from '@/lib/db';
import type { SecretBox } from '@/lib/secret-box';
import { type Actor, audit } from '@/lib/store/audit';
import { Prisma } from '@/prisma/generated/client';
import { kindOf, openSettings, sealSettings } from './channel-settings';

/** A channel as a form gives it: secrets in clear, or left out where they are to stay. */
export interface ChannelDraft {
  name: string;
  kind: string;
  settings: Record<string, unknown>;
}

/** What was given cannot be a channel; each issue is for the operator, and names its field. */
export class ChannelRefused extends Error {
  constructor(readonly issues: readonly { field: string; message: string }[]) {
    super(issues.map(({ field, message }) => `${field}: ${message}`).join('; '));
  }
}

const Name = z.string().trim().min(1, 'give it a name').max(64, 'at most 64 characters');
/** Until somebody says otherwise, a channel is told of everything, and again every four hours. */
const FIRST_ROUTE = { severities: [...SEVERITIES], repeatMinutes: 240 };

/** @returns the channel's id. @throws ChannelRefused */
export async function createChannel(db: Db, by: Actor, box: SecretBox, draft: ChannelDraft): Promise<number> {
  const data = { ...checked(draft, box), kind: draft.kind };
  return nameNotTaken(data.name, () =>
    db.$transaction(async (transaction) => {
      const { id } = await transaction.channel.create({ data: { ...data, routes: { create: FIRST_ROUTE } } });
      await audit(transaction, by, 'channel.created', data.name, { id, kind: draft.kind });
      return id;
    }),
  );
}

/** The kind of a channel stays. Whoever changes one that broke has mended it, as far as one can know. */
export function changeChannel(
  db: Db,
  by: Actor,
  box: SecretBox,
  id: number,
  draft: Omit<ChannelDraft, 'kind'>,
): Promise<void> {
  return db.$transaction(async (transaction) => {
    const channel = await transaction.channel.findUniqueOrThrow({ where: { id } });
    const known = secretsOf(channel, box);
    refuseElsewhere(channel, draft.settings, known);
    const data = checked({ ...draft, kind: channel.kind, settings: { ...known, ...draft.settings } }, box);
    const mended = channel.fault === null ? {} : { fault: null, enabled: true };
    await nameNotTaken(data.name, () =>
      transaction.channel.update({ where: { id }, data: { ...data, ...mended } }),
    );
    await audit(transaction, by, 'channel.changed', data.name, { id });
  });
}

/** What was sealed with a key that is gone has to be given anew. */
function secretsOf(channel: { kind: string; settings: unknown }, box: SecretBox): Record<string, unknown> {
  try {
    const settings = openSettings(channel, box);
    return Object.fromEntries(kindOf(channel.kind).secrets.map((name) => [name, settings[name]]));
  } catch {
    return {};
  }
}

/** A secret that is not given again stays, but goes nowhere else: whoever may change a channel does not get to see it. */
function refuseElsewhere(
  channel: { kind: string; settings: unknown },
  given: Record<string, unknown>,
  known: Record<string, unknown>,
): void {
  const { secrets, sentTo, settings } = kindOf(channel.kind);
  const parsed = settings.safeParse({ ...known, ...given });
  if (!parsed.success) return; // Refused for what is wrong with it.
  const stored = z.record(z.string(), z.unknown()).parse(channel.settings);
  if (sentTo.every((name) => parsed.data[name] === stored[name])) return;
  const unasked = secrets.filter((name) => known[name] !== undefined && given[name] === undefined);
  if (unasked.length > 0)
    throw new ChannelRefused(
      unasked.map((field) => ({ field, message: 'it goes elsewhere now: give it anew' })),
    );
}

export async function setChannelEnabled(db: Db, by: Actor, id: number, enabled: boolean): Promise<void> {
  await db.$transaction(async (transaction) => {
    const data = { enabled, fault: null };
    for (const { name } of await transaction.channel.updateManyAndReturn({ where: { id }, data }))
      await audit(transaction, by, enabled ? 'channel.resumed' : 'channel.paused', name, { id });
  });
}

/** With its routes and all that it was told. */
export async function removeChannel(db: Db, by: Actor, id: number): Promise<void> {
  await db.$transaction(async (transaction) => {
    const channel = await transaction.channel.findUnique({ where: { id } });
    if (!channel) return;
    await transaction.channel.delete({ where: { id } });
    await audit(transaction, by, 'channel.deleted', channel.name, { id });
  });
}

/** @param routeId `null`: another one. @returns the route's id. */
export async function saveRoute(
  db: Db,
  by: Actor,
  channelId: number,
  routeId: number | null,
  route: Route,
): Promise<number> {
  const { quietHours, ...rest } = Route.parse(route);
  const data = { ...rest, quietHours: quietHours ?? Prisma.DbNull };
  return db.$transaction(async (transaction) => {
    const { id } =
      routeId === null
        ? await transaction.notificationRoute.create({ data: { ...data, channelId } })
        : await transaction.notificationRoute.update({ where: { id: routeId, channelId }, data });
    const { name } = await transaction.channel.findUniqueOrThrow({ where: { id: channelId } });
    await audit(transaction, by, 'channel.route-changed', name, { id: channelId });
    return id;
  });
}

export async function removeRoute(db: Db, by: Actor, channelId: number, routeId: number): Promise<void> {
  await db.$transaction(async (transaction) => {
    const { count } = await transaction.notificationRoute.deleteMany({ where: { id: routeId, channelId } });
    if (count === 0) return;
    const { name } = await transaction.channel.findUniqueOrThrow({ where: { id: channelId } });
    await audit(transaction, by, 'channel.route-deleted', name, { id: channelId });
  });
}

function checked({ name, kind, settings }: ChannelDraft, box: SecretBox) {
  const channelKind = kindOf(kind);
  const [named, set] = [Name.safeParse(name), channelKind.settings.safeParse(settings)];
  if (named.success && set.success)
    return { name: named.data, settings: sealSettings(channelKind, set.data, box) };
  const issues = [
    ...(named.error?.issues ?? []).map(({ message }) => ({ field: 'name', message })),
    ...(set.error?.issues ?? []).map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
  ];
  throw new ChannelRefused(issues);
}

async function nameNotTaken<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code !== 'P2002') throw error;
    throw new ChannelRefused([{ field: 'name', message: `another channel is called “${name}”` }]);
  }
}
