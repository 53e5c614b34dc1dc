import readline from 'node:readline';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { OperatorError } from './supervisor/data-folder';

/** At a terminal twice, and without showing it; else the first line of standard input. */
export async function askPassword(words: string): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
  const password = await askUnseen(words);
  if ((await askUnseen(`${words}, once more`)) !== password)
    throw new OperatorError('these were two passwords');
  return password;
}

function askUnseen(words: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = readline.createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(`${words}: `);
  return new Promise((resolve, reject) => {
    terminal.once('SIGINT', () => {
      terminal.close();
      reject(new OperatorError('no password, nothing done'));
    });
    terminal.question('', (answer) => {
      terminal.close();
      process.stderr.write('\n');
      resolve(answer);
    });
  });
}
