import { useId } from 'react';

/** What somebody is known by: the browser's own store of passwords fills it in, and keeps what was typed. */
export function CredentialField({
  name,
  label,
  type = 'text',
  autoComplete,
  hint,
  fault = null,
  mono = false,
  numeric = false,
  ...input
}: {
  name: string;
  label: string;
  type?: 'text' | 'password';
  autoComplete: string;
  hint?: string;
  fault?: string | null;
  mono?: boolean;
  numeric?: boolean;
  defaultValue?: string;
  autoFocus?: boolean;
}) {
  const id = useId();
  const said = fault ?? hint;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-ink-2 text-xs">
        {label}
      </label>
      {/* 16 px: below that, phones zoom into the page. */}
      <input
        id={id}
        name={name}
        type={type}
        required
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        inputMode={numeric ? 'numeric' : undefined}
        aria-invalid={fault !== null}
        aria-describedby={said ? `${id}-said` : undefined}
        className={`w-full border border-line-strong bg-surface px-2 py-1 max-md:py-1.5 max-md:text-base focus-visible:outline-2 focus-visible:outline-accent aria-[invalid=true]:border-bad ${mono ? 'font-mono' : ''}`}
        {...input}
      />
      {said && (
        <p id={`${id}-said`} className={`mt-1 text-xs ${fault ? 'text-bad' : 'text-ink-3'}`}>
          {said}
        </p>
      )}
    </div>
  );
}
