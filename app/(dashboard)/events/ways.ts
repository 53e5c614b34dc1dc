/** What single events may be looked for by. */
export const WAYS = [
  { id: 'recipient', title: 'Recipient' },
  { id: 'queue', title: 'Queue id' },
  { id: 'message', title: 'Message id' },
  { id: 'mx', title: 'MX host' },
  { id: 'words', title: 'Words of the diagnostic' },
] as const;
export const WAY_IDS = WAYS.map(({ id }) => id);
