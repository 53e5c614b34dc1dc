import { type ReactNode, Suspense } from 'react';
import { SubNav } from '@/app/_components/ui/sub-nav';

const PLACES = [
  { href: '/alerts', title: 'Incidents' },
  { href: '/alerts/rules', title: 'Rules' },
  { href: '/alerts/silences', title: 'Silences' },
  { href: '/settings/channels', title: 'Channels' },
];

export default function AlertsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <Suspense>
        <SubNav label="Alerts" places={PLACES} />
      </Suspense>
      {children}
    </>
  );
}
