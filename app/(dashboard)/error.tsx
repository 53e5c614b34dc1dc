'use client';

import { PanelFailed } from '../_components/ui/panel-failed';

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return <PanelFailed name="This page" fault="The server’s log says why." retry={retry} />;
}
