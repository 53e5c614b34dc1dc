import { z } from 'zod';
import { channelKindOf } from '@/lib/channels';
import type { ChannelKind } from '@/lib/channels/channel';
import { Sealed, type SecretBox } from '@/lib/secret-box';
import type { Prisma } from '@/prisma/generated/client';

/** A channel as it is stored. */
export interface StoredChannel {
  kind: string;
  settings: unknown;
}

export function kindOf(kind: string): ChannelKind {
  const found = channelKindOf(kind);
  if (!found) throw new Error(`no kind of channel is called "${kind}"`);
  return found;
}

/** The settings as the kind's `send` takes them, secrets in clear. */
export function openSettings({ kind, settings }: StoredChannel, box: SecretBox): Record<string, unknown> {
  const stored = z.record(z.string(), z.unknown()).parse(settings);
  const opened = kindOf(kind).secrets.map((name) => {
    const secret = Sealed.safeParse(stored[name]);
    return [name, secret.success ? box.open(secret.data) : stored[name]];
  });
  return { ...stored, ...Object.fromEntries(opened) };
}

/** As they are stored. */
export function sealSettings(
  kind: ChannelKind,
  settings: Record<string, unknown>,
  box: SecretBox,
): Prisma.InputJsonObject {
  const sealed = kind.secrets.flatMap((name) => {
    const secret = settings[name];
    return typeof secret === 'string' ? [[name, box.seal(secret)]] : [];
  });
  return { ...settings, ...Object.fromEntries(sealed) } as Prisma.InputJsonObject;
}
