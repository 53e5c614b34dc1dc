import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const resolve = { alias: { '@': root } };

export default defineConfig({
  test: {
    // Tests of code and of faults wait for servers more than they compute: a second one fills the pauses of the first.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          name: 'code',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/faults/**'],
          globalSetup: 'tests/store/server.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          globalSetup: 'tests/store/server.ts',
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/browser/app.ts',
          fileParallelism: false,
          // The code of the app is read once, and not again for every file.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
