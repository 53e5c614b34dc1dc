/** What stays of an answer when all that differs from message to message is folded: addresses, hosts, numbers, ids. */
export function answerShape(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/\[[^\]]*\]/g, '[]')
      .replace(/<[^>]*>/g, '<>')
      .replace(/\S*@\S*/g, '@')
      .replace(/https?:\/\/\S+/g, 'url')
      .replace(/[^\s:;,()=]*\d[^\s:;,()=]*/g, '#')
      // Gmail ends every answer with the message's own id, which need not hold a digit: … xpssyapafhun - gsmtp
      .replace(/\S+(?= - g(?:smtp|cdp)\b)/, '#')
      .replace(/\s+/g, ' ')
  );
}
