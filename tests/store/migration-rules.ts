/** Grow without end, or are written to by every batch: nobody may be kept waiting for them while a release goes out. */
const BIG = [
  ...['event', 'rollup', 'answer_rollup', 'delay_rollup', 'ingest_batch', 'known_event', 'reported_bounce'],
  ...[
    'recipient_fault',
    'kept_address',
    'suppression',
    'suppression_change',
    'unparsed_record',
    'upload_part',
  ],
  ...['file_generation', 'label_set', 'mx_host', 'source_label_set', 'source_mx_host', 'recorded_batch'],
  ...['alert_transition', 'notification', 'audit'],
];

/** By this a migration says that no release which may still run reads what it takes away. */
const UNREAD = /^-- not read since \d+\.\d+\.\d+$/m;

interface Rule {
  forbids: RegExp;
  /** On tables that exist and may be big; elsewhere it is over in a moment. */
  onBigAlone: boolean;
  instead: string;
}

/** The table of a statement is its first group. Statements are in lower case, with single spaces and without quotes. */
const RULES: readonly Rule[] = [
  {
    forbids:
      /^alter table (?:only )?(\w+) .*\badd (?:column )?(?:if not exists )?\w+ (?!.*\bdefault\b).*\bnot null\b/,
    onBigAlone: false,
    instead: 'a new column has a default or may be null: what runs still writes rows without it',
  },
  {
    forbids: /^alter table (?:only )?(\w+) .*\balter (?:column )?\w+ (?:set data )?type\b/,
    onBigAlone: false,
    instead: 'a column keeps its type: add another, fill it, read it, and drop the first a release later',
  },
  {
    forbids: /^alter table (?:only )?(\w+) .*\balter (?:column )?\w+ set not null\b/,
    onBigAlone: true,
    instead:
      'ADD CONSTRAINT … CHECK (… IS NOT NULL) NOT VALID, and VALIDATE CONSTRAINT in a migration after it',
  },
  {
    forbids: /^alter table (?:only )?(\w+) .*\brename\b/,
    onBigAlone: false,
    instead: 'what runs still asks by the old name: add the new one and drop the old a release later',
  },
  {
    forbids: /^create (?:unique )?index (?!concurrently )(?:if not exists )?\w+ on (?!only )(\w+)/,
    onBigAlone: true,
    instead: 'CREATE INDEX CONCURRENTLY; on what is partitioned ON ONLY, and concurrently on each partition',
  },
  {
    forbids: /^alter table (?:only )?(\w+) .*\badd (?:constraint \w+ )?(?:primary key|unique) \(/,
    onBigAlone: true,
    instead: 'CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX',
  },
  {
    forbids:
      /^alter table (?:only )?(\w+) .*\badd (?:constraint \w+ )?(?:foreign key|check) (?!.*\bnot valid\b)/,
    onBigAlone: true,
    instead: 'NOT VALID, and VALIDATE CONSTRAINT in a migration after it',
  },
  {
    forbids:
      /^(?:update|delete from|truncate(?: table)?|lock(?: table)?|cluster|vacuum full) (?:only )?(\w+)/,
    onBigAlone: true,
    instead: 'rows are changed by a worker, some thousand at a time, while everything runs',
  },
];

const TAKES_AWAY =
  /^(?:alter table .*\bdrop (?!constraint|not null|default|expression)|drop (?:table|view|function|type) )/;

const statementsOf = (sql: string): string[] =>
  sql
    .replace(/--.*$/gm, '')
    .split(';')
    .map((statement) => statement.replaceAll('"', '').replace(/\s+/g, ' ').trim().toLowerCase())
    .filter((statement) => statement !== '');

/** What of a migration would stop, or break, what runs while it is applied. */
export function faultsOf(sql: string): string[] {
  const statements = statementsOf(sql);
  const isNew = new Set(
    statements.flatMap((one) => /^create table (?:if not exists )?(\w+)/.exec(one)?.[1] ?? []),
  );
  return statements.flatMap((statement) => {
    if (TAKES_AWAY.test(statement) && !UNREAD.test(sql))
      return [
        `${statement}: say "-- not read since" the release that stopped reading it, and wait for the next`,
      ];
    const broken = RULES.filter(({ forbids, onBigAlone }) => {
      const table = forbids.exec(statement)?.[1];
      return table !== undefined && !isNew.has(table) && (!onBigAlone || BIG.includes(table));
    });
    return broken.map(({ instead }) => `${statement}: ${instead}`);
  });
}
