/**
 * Waits for statements that were sent one after the other on one connection, none of them waiting for the answer to
 * another. Where one fails in a transaction the server refuses those behind it, so the first failure is the reason.
 */
export async function inOneTrip<Sent extends readonly unknown[]>(
  ...sent: Sent
): Promise<{ -readonly [Place in keyof Sent]: Awaited<Sent[Place]> }> {
  const answers = await Promise.allSettled(sent);
  const failed = answers.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return answers.map((one) => (one as PromiseFulfilledResult<unknown>).value) as never;
}
