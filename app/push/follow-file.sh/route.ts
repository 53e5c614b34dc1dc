import fs from 'node:fs/promises';
import path from 'node:path';

/** Read once, by the build: where this runs there are no sources. */
export const dynamic = 'force-static';

/** The script that follows a log, for the mail server that is to send it: it says nothing of this installation. */
export async function GET(): Promise<Response> {
  const script = await fs.readFile(path.join(process.cwd(), 'docs/push/follow-file.sh'), 'utf8');
  return new Response(script, { headers: { 'Content-Type': 'text/x-shellscript; charset=utf-8' } });
}
