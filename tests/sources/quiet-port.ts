import { freePort } from '@/bin/embedded-postgres/free-port';

/** Below what systems give to connections and to port 0, so that nobody comes upon it by chance until it is used. */
const [FIRST, LAST] = [20_000, 32_000];

/** A port that nothing listens on, for a program that cannot choose one by itself. */
export async function quietPort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if ((await freePort(port)) === port) return port;
  }
}
