const WIDTH = 30;
const REDRAW_MS = 100;

/** One line on a terminal that shows how far the work is; silent where stderr is no terminal. */
export class ProgressBar {
  readonly #total: number;
  readonly #shown = process.stderr.isTTY;
  #drawnAt = 0;

  constructor(total: number) {
    this.#total = total;
  }

  draw(done: number, label: string): void {
    const now = Date.now();
    if (!this.#shown || now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    const share = this.#total > 0 ? Math.min(1, done / this.#total) : 1;
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    process.stderr.write(`\r\x1b[K${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${label}`);
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}
