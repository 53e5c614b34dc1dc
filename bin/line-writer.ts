import type { Writable } from 'node:stream';

const FULL_CHARACTERS = 1 << 16;

/** Writes lines in large pieces, no faster than they are taken. */
export class LineWriter {
  private lines: string[] = [];
  private characters = 0;
  private closed = false;

  constructor(private readonly stream: Writable) {
    // A reader that has seen enough (`| head`) closes the pipe.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.closed = true;
    });
  }

  get isFull(): boolean {
    return this.characters >= FULL_CHARACTERS;
  }

  add(line: string): void {
    this.lines.push(line);
    this.characters += line.length + 1;
  }

  async flush(): Promise<void> {
    if (!this.lines.length) return;
    const text = `${this.lines.join('\n')}\n`;
    this.lines = [];
    this.characters = 0;
    if (!this.closed) await new Promise<void>((resolve) => this.stream.write(text, () => resolve()));
  }
}
