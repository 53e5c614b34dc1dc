import type { ParseOutput } from './format';

/** Cuts chunks into whole records, and feeds a parser with them. */
export interface Cutter {
  push(chunk: Buffer, offset: number, output: ParseOutput): void;
  finish(output: ParseOutput): void;
  /** Bytes taken that no record has been made of yet. */
  readonly pending: number;
}

/** A longer document is counted as unparsed, so that memory stays bounded. */
export const LONGEST_DOCUMENT = 32 << 20;
