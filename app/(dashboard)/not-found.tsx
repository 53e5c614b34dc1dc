import Link from 'next/link';
import { EmptyState } from '../_components/ui/empty-state';

export default function NotFound() {
  return (
    <EmptyState title="There is no such page">
      <Link href="/" className="text-accent underline underline-offset-2">
        To the overview
      </Link>
    </EmptyState>
  );
}
