import type { ParseContext, ParserState } from './format';
import { TextLogParser } from './text-log-parser';

/** What the parsers of logs share whose every line stands for itself: nothing is carried on but the year. */
export abstract class LineLogParser extends TextLogParser {
  constructor(context: ParseContext, saved?: ParserState) {
    super(context, saved ? JSON.parse(saved) : null);
  }

  save(): ParserState {
    return JSON.stringify(this.stamps.save());
  }
}
