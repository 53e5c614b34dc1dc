import { cookies } from 'next/headers';
import { cache } from 'react';
import { readEnv } from '@/lib/env';
import { readZoneChoice, ZONE_COOKIE, type ZoneChoice } from '../_components/format/zone-choice';

/** In which zone whoever asks wants times shown. */
export const viewerZone = cache(
  async (): Promise<ZoneChoice> =>
    readZoneChoice((await cookies()).get(ZONE_COOKIE)?.value, readEnv().timeZone),
);
