import Link from 'next/link';
import { connection } from 'next/server';
import { type ReactNode, Suspense } from 'react';
import { lookedAt, mayActAs } from '@/lib/auth/person';
import { workspacesOf } from '@/lib/auth/workspaces';
import { webDb } from '@/lib/db';
import { whoAsks } from '../_access/person';
import { AccountMenu } from '../_components/ui/account-menu';
import { AnnotateDialog } from '../_components/ui/annotate';
import { FollowBrowserZone } from '../_components/ui/follow-browser-zone';
import { Keyboard } from '../_components/ui/keyboard';
import { Mark } from '../_components/ui/mark';
import { Nav } from '../_components/ui/nav';
import { PrintedTitle } from '../_components/ui/printed-title';
import { RangeControl } from '../_components/ui/range-control';
import { Refresh } from '../_components/ui/refresh';
import { ThemeSwitch } from '../_components/ui/theme-switch';
import { ViewsMenu } from '../_components/ui/views-menu';
import { WorkspaceSwitch } from '../_components/ui/workspace-switch';
import { ReplicaLine } from '../_panels/replica-line';
import { SampleBar } from '../_panels/sample-bar';
import { viewerZone } from '../_panels/viewer-zone';
import { viewsOf } from '../_panels/views-of';
import { logOutHere } from './settings/actions';
import { annotate } from './settings/annotations/actions';
import { settingsPlaces } from './settings/places';
import { saveViewHere } from './settings/views/actions';
import { showWorkspace } from './settings/workspaces/actions';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  await connection();
  const zone = await viewerZone();
  const visitor = await whoAsks();
  const views = visitor ? await viewsOf(visitor) : [];
  const workspaces = visitor ? await workspacesOf(webDb(), visitor) : [];
  const now = Date.now();
  return (
    <AnnotateDialog
      timeZone={zone.timeZone}
      submit={visitor && mayActAs(visitor, 'operator') ? annotate : null}
    >
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-20 border-line border-b bg-page">
        <div className="mx-auto flex h-12 max-w-[1760px] items-center gap-2 px-4 md:gap-6 lg:px-6">
          <Link href="/" className="flex items-center gap-2 font-semibold text-sm tracking-tight">
            <Mark />
            <span className="hidden sm:inline">Bounceboard</span>
            <span className="sr-only sm:hidden">Bounceboard, overview</span>
          </Link>
          {visitor && workspaces.length > 1 && (
            <WorkspaceSwitch workspaces={workspaces} chosen={lookedAt(visitor)} show={showWorkspace} />
          )}
          <Suspense>
            <Nav hasFirstView={views.some(({ opensFirst }) => opensFirst)} />
          </Suspense>
          <div className="ml-auto flex min-w-0 items-center gap-1 md:gap-2">
            <Refresh renderedAt={now} />
            <Suspense>
              <RangeControl now={now} zone={zone} />
            </Suspense>
            {visitor && (
              <Suspense>
                <ViewsMenu
                  views={views}
                  save={saveViewHere}
                  mayShare={mayActAs(visitor, 'operator')}
                  hasOwn={visitor.id !== null}
                />
              </Suspense>
            )}
            <Suspense>
              <Keyboard />
            </Suspense>
            {/* On a phone, by the search. */}
            <span className="max-sm:hidden">
              <ThemeSwitch />
            </span>
            {visitor && (
              <AccountMenu
                name={visitor.name}
                role={visitor.role}
                places={settingsPlaces(visitor)}
                logOut={visitor.sessionId === null ? null : logOutHere}
              />
            )}
          </div>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-[1760px] px-4 pt-4 pb-24 md:pb-10 lg:px-6">
        <Suspense>
          <PrintedTitle now={now} zone={zone} />
        </Suspense>
        {visitor && <ReplicaLine visitor={visitor} />}
        {visitor && <SampleBar visitor={visitor} />}
        {children}
      </main>
      <FollowBrowserZone zone={zone} />
      <footer className="mx-auto hidden max-w-[1760px] px-6 pb-6 text-ink-3 text-xs md:block">
        Times are in {zone.timeZone}. Rates count attempts and recipients as the mail servers logged them.
      </footer>
    </AnnotateDialog>
  );
}
