import fs from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { bounced } from '../ingest/postfix-lines';

/** One life of a log: what was written to it, and how much of that had been read when it was last looked at. */
interface Life {
  lines: number[];
  /** A line of which half is written. */
  open: number | null;
  seen: number;
  isPacked: boolean;
  /** Of copytruncate: nobody writes to it. */
  isCopy: boolean;
}

const KEPT = 4;
const HALF = 90;

/** A log that is written to, rotated, cut short and removed; and what has to be counted of it in the end. */
export class RotatingLog {
  #current: Life | null = null;
  /** `mail.log.1` first. */
  #rotated: Life[] = [];
  readonly #kept: number[] = [];
  #next = 0;
  /** Lines that were removed before they were looked at: no reader could have them. */
  lost = 0;
  /** Content was replaced behind a name since it was last looked at. */
  isCut = false;

  constructor(readonly path: string) {}

  async write(lines: number): Promise<void> {
    const life = this.#ofNow();
    let text = this.#rest(life);
    for (let n = 0; n < lines; n++) {
      text += bounced(this.#next);
      life.lines.push(this.#next++);
    }
    await fs.appendFile(this.path, text);
  }

  async writeHalf(): Promise<void> {
    const life = this.#ofNow();
    const text = this.#rest(life);
    life.open = this.#next++;
    await fs.appendFile(this.path, text + bounced(life.open).slice(0, HALF));
  }

  /** A writer that has not noticed the rotation goes on. */
  async writeToOld(): Promise<void> {
    const life = this.#rotated[0];
    if (!life || life.isPacked || life.isCopy) return;
    const text = this.#rest(life) + bounced(this.#next);
    life.lines.push(this.#next++);
    await fs.appendFile(this.#at(1), text);
  }

  async rotate(): Promise<void> {
    if (!this.#current) return;
    await this.#shift();
    await fs.rename(this.path, this.#at(1));
    this.#rotated.unshift(this.#current);
    this.#current = null;
  }

  async copyTruncate(): Promise<void> {
    if (!this.#current) return;
    await this.#shift();
    await fs.appendFile(this.path, this.#rest(this.#current));
    await fs.copyFile(this.path, this.#at(1));
    await fs.truncate(this.path, 0);
    this.#rotated.unshift({ ...this.#current, isCopy: true });
    this.#current = newLife();
    this.isCut = true;
  }

  async truncate(): Promise<void> {
    if (!this.#current) return;
    await fs.truncate(this.path, 0);
    this.#lose(this.#current);
    this.#current = newLife();
    this.isCut = true;
  }

  async remove(): Promise<void> {
    if (!this.#current) return;
    await fs.rm(this.path);
    this.#lose(this.#current);
    this.#current = null;
  }

  async compress(): Promise<void> {
    const index = this.#rotated.findLastIndex(({ isPacked }) => !isPacked);
    const life = this.#rotated[index];
    if (!life) return;
    const plain = this.#at(index + 1);
    await fs.appendFile(plain, this.#rest(life));
    const { atime, mtime } = await fs.stat(plain);
    await fs.writeFile(`${plain}.gz`, gzipSync(await fs.readFile(plain)));
    await fs.utimes(`${plain}.gz`, atime, mtime);
    await fs.rm(plain);
    life.isPacked = true;
  }

  /** Everything that is there has been looked at. */
  noteSeen(): void {
    for (const life of [this.#current, ...this.#rotated]) if (life) life.seen = life.lines.length;
    this.isCut = false;
  }

  /** What has to be counted, each once. */
  expected(): number[] {
    const there = [this.#current, ...this.#rotated].flatMap((life) => life?.lines ?? []);
    return [...this.#kept, ...there];
  }

  #ofNow(): Life {
    this.#current ??= newLife();
    return this.#current;
  }

  /** What is missing of a line that is half written; now it is a line. */
  #rest(life: Life): string {
    if (life.open === null) return '';
    const text = bounced(life.open).slice(HALF);
    life.lines.push(life.open);
    life.open = null;
    return text;
  }

  #lose({ lines, seen }: Life): void {
    this.#kept.push(...lines.slice(0, seen));
    this.lost += lines.length - seen;
  }

  async #shift(): Promise<void> {
    if (this.#rotated.length === KEPT) {
      await fs.rm(this.#at(KEPT) + this.#ending(KEPT));
      this.#lose(this.#rotated.pop()!);
    }
    for (let number = this.#rotated.length; number > 0; number--)
      await fs.rename(this.#at(number) + this.#ending(number), this.#at(number + 1) + this.#ending(number));
  }

  #at(number: number): string {
    return `${this.path}.${number}`;
  }

  #ending(number: number): string {
    return this.#rotated[number - 1]?.isPacked ? '.gz' : '';
  }
}

const newLife = (): Life => ({ lines: [], open: null, seen: 0, isPacked: false, isCopy: false });
