import fs from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';

export interface Inputs {
  files: string[];
  /** What was named and is not there, in words. */
  faults: { input: string; fault: string }[];
}

/** The files that are followed under a name: the file that is called so, even if its name looks like a pattern; else
 * whatever the pattern matches now. */
export async function filesNamed(word: string): Promise<string[]> {
  const file = path.resolve(word);
  if (!isDynamicPattern(word) || (await fs.stat(file).catch(() => null))?.isFile()) return [file];
  return (await glob(word, { absolute: true })).sort();
}

/** The files that the operator's words mean: a file is itself, a folder all files below it, a pattern what it matches. */
export async function listInputs(words: string[]): Promise<Inputs> {
  const inputs: Inputs = { files: [], faults: [] };
  for (const word of words) {
    const stat = await fs.stat(word).catch(() => null);
    if (stat?.isDirectory()) {
      const below = await glob('**', { cwd: word, dot: true });
      inputs.files.push(...below.sort().map((file) => path.join(word, file)));
      if (below.length === 0) inputs.faults.push({ input: word, fault: 'the folder holds no files' });
    } else if (stat || !isDynamicPattern(word)) inputs.files.push(word);
    else {
      const matched = await glob(word, { dot: true });
      inputs.files.push(...matched.sort());
      if (matched.length === 0) inputs.faults.push({ input: word, fault: 'the pattern matches no file' });
    }
  }
  return inputs;
}
