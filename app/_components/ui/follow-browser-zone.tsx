'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { writeZoneChoice, type ZoneChoice } from '../format/zone-choice';
import { browserZone } from '../format/zone-names';

/** Whoever wants this browser's zone and has travelled sees times in the one that it is in by now. */
export function FollowBrowserZone({ zone: { by, timeZone } }: { zone: ZoneChoice }) {
  const router = useRouter();
  useEffect(() => {
    const own = browserZone();
    if (by !== 'browser' || own === timeZone) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = writeZoneChoice({ by, timeZone: own });
    router.refresh();
  }, [by, timeZone, router]);
  return null;
}
