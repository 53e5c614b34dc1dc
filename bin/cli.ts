import { EnvironmentError } from '@/lib/env';
import { OperatorError } from './supervisor/data-folder';

/** The command line: one file in `commands/` for each word. */
type Command = { run(args: string[]): Promise<number> };

const COMMANDS: Record<string, () => Promise<Command>> = {
  start: () => import('./commands/start'),
  demo: () => import('./commands/demo'),
  import: () => import('./commands/import'),
  parse: () => import('./commands/parse'),
  classify: () => import('./commands/classify'),
  explain: () => import('./commands/explain'),
  migrate: () => import('./commands/migrate'),
  distribute: () => import('./commands/distribute'),
  verify: () => import('./commands/verify'),
  worker: () => import('./commands/worker'),
  export: () => import('./commands/export'),
  account: () => import('./commands/account'),
  erase: () => import('./commands/erase'),
  reseal: () => import('./commands/reseal'),
};

/** Called by others of them. */
const PARTS: Record<string, () => Promise<Command>> = { prepare: () => import('./commands/prepare') };

async function main([word = '', ...args]: string[]): Promise<number> {
  const load = COMMANDS[word] ?? PARTS[word];
  if (!load) {
    const words = Object.keys(COMMANDS).join(', ');
    process.stderr.write(
      `bounceboard: ${word ? `there is no command "${word}"` : 'say what to do'}; there are ${words}\n`,
    );
    return 2;
  }
  try {
    return await (await load()).run(args);
  } catch (error) {
    if (isWrongOption(error)) {
      process.stderr.write(`bounceboard ${word}: ${error.message}\n`);
      return 2;
    }
    if (!(error instanceof OperatorError || error instanceof EnvironmentError)) throw error;
    process.stderr.write(`bounceboard: ${error.message}\n`);
    return 1;
  }
}

const isWrongOption = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

process.exitCode = await main(process.argv.slice(2));
