import type { ParseContext, ParserState } from './format';
import { OpenMessages, type SavedMessages } from './open-messages';
import { TextLogParser } from './text-log-parser';
import type { SavedStamps } from './timestamps';

/** What the parsers of logs share that tell of one message in several lines, joined by its queue id. */
export abstract class QueueLogParser extends TextLogParser {
  protected readonly messages: OpenMessages;

  constructor(context: ParseContext, saved?: ParserState) {
    const [stamps, messages]: [SavedStamps?, SavedMessages?] = saved ? JSON.parse(saved) : [];
    super(context, stamps);
    this.messages = new OpenMessages(messages);
  }

  save(): ParserState {
    return JSON.stringify([this.stamps.save(), this.messages.save()]);
  }
}
