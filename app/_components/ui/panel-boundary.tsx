'use client';

import { catchError, type ErrorInfo } from 'next/error';
import { PanelFailed } from './panel-failed';

function Failed({ name }: { name: string }, { retry }: ErrorInfo) {
  return <PanelFailed name={name} fault="The browser could not draw it." retry={retry} />;
}

/** Keeps a panel that cannot be drawn from taking the page with it. */
export const PanelBoundary = catchError(Failed);
