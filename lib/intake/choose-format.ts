import type { Format } from '@/lib/formats/format';
import { formatById, recogniseFormat } from '@/lib/formats/index';
import { Problem } from './problem';

/** As sure as a format is that has seen a line which only it writes. */
const SURE = 0.7;

export interface Choice {
  /** What the sender says, in the address. */
  asked: string | null;
  /** What the source is set to. */
  configured: string;
  /** What its last batch was read as. */
  last: string | null;
  head: Buffer;
}

/**
 * The format to read a body by. A stream of lines stays what it was, also where a piece of it says little by itself:
 * only a format that is sure of it, where the known one does not recognise it at all, takes over.
 * @throws Problem where it cannot be told.
 */
export function chooseFormat({ asked, configured, last, head }: Choice): Format {
  if (asked !== null && asked !== 'auto') return named(asked);
  if (asked === null && configured !== 'auto') return named(configured);
  const known = last === null ? null : formatById(last);
  if (known?.framing === 'lines' && known.recognise(head) > 0) return known;
  const { format, candidates } = recogniseFormat(head);
  if (known?.framing === 'lines') return format && candidates[0]!.certainty >= SURE ? format : known;
  if (format) return format;
  throw new Problem({
    status: 422,
    code: 'unrecognised',
    title: 'Not recognised',
    detail:
      'No format recognises the beginning of this body. Name its format in the address, such as ?format=postfix, or set it for the source.',
  });
}

function named(id: string): Format {
  const format = formatById(id);
  if (format) return format;
  throw new Problem({
    status: 422,
    code: 'unknown-format',
    title: 'Unknown format',
    detail: `No format is called "${id.slice(0, 40)}". The page Sources and docs/sources.md list those that there are.`,
  });
}
