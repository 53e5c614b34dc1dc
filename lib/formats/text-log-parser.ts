import type { ParseContext } from './format';
import { LineParser } from './line-parser';
import { SyslogPrefix } from './syslog-prefix';
import { type SavedStamps, Stamps } from './timestamps';

/** Twice what Exim's log buffer holds, which is more than any syslog passes on. */
const LONGEST_LINE = 16 * 1024;

/** What the parsers of mail servers' text logs share: stamps, and a syslog prefix that may stand before any of them. */
export abstract class TextLogParser extends LineParser {
  protected override readonly longestLine = LONGEST_LINE;
  protected readonly stamps: Stamps;
  protected readonly prefix: SyslogPrefix;

  constructor(context: ParseContext, stamps: SavedStamps | undefined) {
    super();
    this.stamps = new Stamps(context, stamps);
    this.prefix = new SyslogPrefix(this.stamps);
  }
}
