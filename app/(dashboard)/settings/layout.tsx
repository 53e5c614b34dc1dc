import type { ReactNode } from 'react';
import { whoAsks } from '@/app/_access/person';
import { SettingsTabs } from '@/app/_components/ui/settings-tabs';
import { settingsPlaces } from './places';

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const visitor = await whoAsks();
  return (
    <>
      {visitor && <SettingsTabs places={settingsPlaces(visitor)} />}
      {children}
    </>
  );
}
