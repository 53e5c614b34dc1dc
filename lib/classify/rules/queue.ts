import { anyOf, row } from './row';

/** Given up by the queue: whatever the last reply said, there will be no further attempt. */
export const QUEUE_EXPIRED = row(
  'queue-expired',
  '',
  anyOf(
    // delivery temporarily suspended … expired (Postfix)   retry timeout exceeded (Exim)   4.4.7 Message expired (Exchange)
    /\b(?:retry|delivery|message|envelope|queue|mail|retries) (?:has |was |is )?(?:been )?(?:expired|exhausted|elapsed)/,
    /\b(?:retry|retries|delivery|queue|message) (?:time ?out|time|lifetime|limit|period|attempts|retry period) ?(?:has |was |is |have )?(?:been )?(?:exceeded|expired|exhausted|elapsed)/,
    /\bmessagetimedout|\bexpired(?:, returned|\. | after)/,
    /\btoo (?:old|long) in (?:the )?queue|\bin (?:the )?queue (?:for )?too long/,
    /\b(?:been|has been) (?:in the queue|queued|undelivered|trying|in the mail queue)\b/,
    /\b(?:undeliverable|undelivered|not be (?:delivered|sent)|cannot (?:be delivered|send message)|unable to (?:deliver|send)[^.;]{0,40}) (?:for|after|within|in) (?:the (?:last|past) )?(?:\d|one|two|three|four|five|several)\w{0,30} ?(?:d\b|h\b|days?|hours?)/,
    // Could not deliver for the last 432000 seconds. Giving up. (DragonFly Mail Agent)
    /\bfor the last \d{4,8} seconds\b|\bgiving up\.$/,
    /\bfor (?:\d|one|two|three|four|five)\S{0,20} days?\b/,
    /\bretry time not reached for any host after a long failure|\bfailing for a long time/,
    /\bi(?:'m| am) not going to try again/,
    /\bmaximum (?:delivery )?(?:attempts|retries|time|number of (?:delivery )?(?:attempts|retries))/,
    /\btime limit (?:has )?(?:been )?(?:exceeded|expired)|\bgiv(?:ing|en) up (?:on|after)/,
    /\btoo many (?:retries|failed attempts)|\bexpired in (?:the )?queue/,
    /\bdelivery time expired|\bdelivery expired|\breached (?:the )?(?:maximum|retry|queue)/,
  ),
  'expired',
);
