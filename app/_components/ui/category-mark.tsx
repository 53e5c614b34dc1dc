import type { Category } from '@/lib/mail/category';
import { categoryColour } from '../charts/category-colour';
import { CATEGORY_NAMES } from '../format/words';

/** A category: its colour, and always its word. */
export function CategoryMark({ category }: { category: string | null }) {
  const name = category === null ? 'Unclassified' : (CATEGORY_NAMES[category as Category] ?? category);
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden className="size-2 shrink-0" style={{ background: categoryColour(category) }} />
      {name}
    </span>
  );
}
