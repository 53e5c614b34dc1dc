import Link from 'next/link';
import { EmptyState } from './_components/ui/empty-state';

/** Where not even the frame of the dashboard is known to be somebody's to see. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-4 pt-24">
      <h1 className="sr-only">Not found</h1>
      <EmptyState title="There is no such page">
        <Link href="/" className="text-accent underline underline-offset-2">
          To the overview
        </Link>
      </EmptyState>
    </main>
  );
}
