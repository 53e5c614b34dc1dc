/** Asks each question once, and gives whoever asks it again the same answer. */
export function once<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  keyOf: (question: Question) => string,
) {
  const asked = new Map<string, Promise<Answer>>();
  return (question: Question): Promise<Answer> => {
    const key = keyOf(question);
    const known = asked.get(key);
    if (known) return known;
    const answer = ask(question);
    asked.set(key, answer);
    return answer;
  };
}
