/** Lines of CSV as a file, each whenever the reader has room for it. */
export const csvAnswer = (lines: Iterator<string> | null, name: string): Response =>
  new Response(lines && streamed(lines), {
    headers: {
      'Cache-Control': 'no-store',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      'Content-Type': 'text/csv; charset=utf-8; header=present',
    },
  });

function streamed(lines: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
