'use client';

import { Field, SelectField } from './field';
import type { SettingFault, SettingField } from './setting-field';

/** One form draws the settings of every kind of source, rule and channel. */
export function SettingInputs({
  fields,
  values,
  onChange,
  faults,
  titles = {},
  storedSecrets = [],
}: {
  fields: readonly SettingField[];
  values: Readonly<Record<string, string>>;
  onChange: (name: string, value: string) => void;
  faults: readonly SettingFault[];
  /** What options are called, where they are not called what they are. */
  titles?: Readonly<Record<string, string>>;
  /** Secrets that are stored already: left empty, they stay. */
  storedSecrets?: readonly string[];
}) {
  return fields.map((field) => {
    const { name, control, options } = field;
    const props = {
      name,
      label: field.isShare ? `${field.label}, %` : field.label,
      value: values[name] ?? field.preset,
      onChange: (value: string) => onChange(name, value),
      fault: faults.find((fault) => fault.field === name)?.message ?? null,
    };
    if (control === 'choice') {
      const empty = field.isRequired || field.preset !== '' ? [] : [{ id: '', title: '–' }];
      const choices = [...empty, ...options.map((id) => ({ id, title: titles[id] ?? id }))];
      return <SelectField key={name} {...props} choices={choices} />;
    }
    if (control === 'switch') {
      return (
        <label key={name} className="flex items-center gap-2 self-end py-1">
          <input
            type="checkbox"
            name={name}
            checked={['true', 'on'].includes(props.value)}
            onChange={({ target }) => props.onChange(target.checked ? 'on' : '')}
          />
          {props.label}
        </label>
      );
    }
    const isStored = control === 'secret' && storedSecrets.includes(name);
    const hint = isStored
      ? 'Stored. Left empty, it stays as it is.'
      : control === 'list'
        ? 'Several are separated by commas'
        : undefined;
    return (
      <Field
        key={name}
        {...props}
        {...(hint && { hint })}
        type={control === 'secret' ? 'password' : 'text'}
        inputMode={field.isNumber && control === 'number' ? 'decimal' : undefined}
      />
    );
  });
}
