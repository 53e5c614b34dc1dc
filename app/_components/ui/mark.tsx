/** A ball that comes back. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" className="size-5" aria-hidden="true">
      <path d="M1 16.5h18" stroke="var(--ink)" strokeWidth="2" />
      <path
        d="M2 3c3 1 5 6 6.5 11.5C9.800 10 12 7 15 6"
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth="1.5"
      />
      <circle cx="16" cy="5.500" r="3" fill="var(--category-authentication)" />
    </svg>
  );
}
