import { verifyToken } from '@/lib/auth/tokens';
import type { Intake } from './intake';

/** Services that sign nothing show a token of ours: in the address, as the password of Basic authentication with any
 * user's name, or as a bearer. */
export async function hasToken(intake: Intake, request: Request, sourceId: number): Promise<boolean> {
  const shown = tokenIn(request);
  if (!shown) return false;
  const { token } = await verifyToken(intake.db, shown, 'ingest', intake.now());
  return token !== undefined && token.sourceId === sourceId;
}

function tokenIn(request: Request): string | null {
  const [scheme = '', credentials = ''] = request.headers.get('authorization')?.trim().split(/ +/) ?? [];
  if (/^bearer$/i.test(scheme)) return credentials;
  if (/^basic$/i.test(scheme))
    return Buffer.from(credentials, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '');
  return new URL(request.url).searchParams.get('token');
}
