/** Why a question to the store failed, in words for the operator: by what the drivers write, the commonest first. */
const FAULTS: readonly { written: RegExp; words: string }[] = [
  // Raw query failed. Code: `N/A`. Message: `Can't reach database server at 127.0.0.1:1`
  {
    written: /can't reach database server|ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|connection terminated/i,
    words: 'PostgreSQL does not answer at DATABASE_URL.',
  },
  {
    written: /DATABASE_URL is not set/,
    words: 'DATABASE_URL is not set: `npm start` sets it for this process.',
  },
  {
    written: /28P01|authentication failed/i,
    words: 'PostgreSQL refuses the user or the password in DATABASE_URL.',
  },
  {
    written: /3D000|database \S+ does not exist/i,
    words: 'There is no such database as DATABASE_URL names.',
  },
  // Raw query failed. Code: `42P01`. Message: `relation "source" does not exist`
  { written: /42P01/, words: 'The store has no tables yet: run `bin/bounceboard migrate`.' },
  { written: /57014|statement timeout/, words: 'PostgreSQL gave the question up after its time limit.' },
  { written: /53300|too many clients/, words: 'PostgreSQL takes no more connections.' },
];

export function faultInWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return FAULTS.find(({ written }) => written.test(text))?.words ?? 'The server’s log says why.';
}
