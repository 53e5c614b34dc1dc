import { useId } from 'react';
import { visible } from '../format/foreign-text';

/** One of some choices, in a form that is read when it is sent. */
export function PlainSelect({
  name,
  label,
  choices,
  defaultValue,
  hideLabel = false,
}: {
  name: string;
  label: string;
  choices: readonly { id: string; title: string }[];
  defaultValue?: string;
  hideLabel?: boolean;
}) {
  const id = useId();
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block text-ink-2 text-xs'}>
        {visible(label)}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={defaultValue}
        className={`border border-line-strong bg-surface px-2 ${hideLabel ? 'py-0.5 text-xs' : 'w-full py-1 max-md:py-1.5 max-md:text-base'}`}
      >
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {visible(choice.title)}
          </option>
        ))}
      </select>
    </div>
  );
}
