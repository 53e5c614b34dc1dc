import { type ReactNode, useId } from 'react';

interface FieldProps {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  /** What is wrong with the value. */
  fault: string | null;
}

const CONTROL =
  'w-full border border-line-strong bg-surface px-2 py-1 aria-[invalid=true]:border-bad focus-visible:outline-2 focus-visible:outline-accent';

/** A line of text with its label, a hint, and what is wrong with it. */
export function Field({
  mono = false,
  type = 'text',
  inputMode,
  ...props
}: FieldProps & { mono?: boolean; type?: 'text' | 'password'; inputMode?: 'decimal' | undefined }) {
  const { id, aria, around } = useField(props);
  return around(
    <input
      id={id}
      name={props.name}
      type={type}
      inputMode={inputMode}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      autoComplete={type === 'password' ? 'new-password' : 'off'}
      spellCheck={false}
      className={`${CONTROL} ${mono ? 'font-mono' : ''}`}
      {...aria}
    />,
  );
}

/** One of some choices. */
export function SelectField({
  choices,
  ...props
}: FieldProps & { choices: readonly { id: string; title: string }[] }) {
  const { id, aria, around } = useField(props);
  return around(
    <select
      id={id}
      name={props.name}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      className={CONTROL}
      {...aria}
    >
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.title}
        </option>
      ))}
    </select>,
  );
}

function useField({ label, hint, fault }: FieldProps) {
  const id = useId();
  const said = fault ?? hint;
  const aria = { 'aria-invalid': fault !== null, 'aria-describedby': said ? `${id}-said` : undefined };
  const around = (control: ReactNode) => (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-0.5 block text-ink-2 text-xs">
        {label}
      </label>
      {control}
      {said && (
        <p id={`${id}-said`} className={`mt-0.5 text-xs ${fault ? 'text-bad' : 'text-ink-3'}`}>
          {said}
        </p>
      )}
    </div>
  );
  return { id, aria, around };
}
