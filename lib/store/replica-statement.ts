/** What mail servers bring: nobody changes it by hand, so that nobody looks for a change of theirs in it. */
const COUNTED = new Set(['rollup', 'answer_rollup', 'delay_rollup', 'event']);
/** What counts are told apart by. Asked for alone, as a list of sources is, these are read where they are written. */
const LABELS = new Set([
  ...['label_set', 'mx_host', 'source', 'source_label_set', 'source_mx_host', 'event_day', 'workspace'],
]);
/** What a replica refuses, or answers of itself and not of the server that is written to. */
const OF_THE_PRIMARY =
  /\b(?:insert|update|delete|merge|into|call|lock|for\s+(?:no\s+key\s+update|share|key\s+share)|nextval|set_config|current_setting|txid_\w+|pg_\w+|xmin)\b/i;

/**
 * Whether a replica may answer a statement: it reads counts or events, and beside them what they are told apart by.
 * Nothing is parsed for it: a name that is also a table's counts as the table, so what is not sure stays where it was.
 */
export function isForReplica(sql: string, tables: ReadonlySet<string>): boolean {
  const plain = sql.replace(/'(?:[^']|'')*'/g, "''").replace(/--[^\n]*/g, '');
  if (!/^\s*(?:select|with)\b/i.test(plain) || OF_THE_PRIMARY.test(plain)) return false;
  const named = (plain.toLowerCase().match(/[a-z_]\w*/g) ?? []).filter((word) => tables.has(word));
  return (
    named.some((word) => COUNTED.has(word)) && named.every((word) => COUNTED.has(word) || LABELS.has(word))
  );
}
