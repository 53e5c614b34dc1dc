/** A list of names, written as words so that long lists stay short to read. */
export const names = (words: string): readonly string[] => words.trim().split(/\s+/);
