import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

/** Tests by what they need: nothing, the data, or a build and real browsers. */
export default defineConfig({
  plugins: [preact()],
  publicDir: false,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/data/**', 'test/**/*.browser.test.ts', 'test/**/*.e2e.test.ts'],
          // Some walk over every place of a file; a busy machine takes its time.
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'data', include: ['test/data/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.test.ts', 'test/**/*.e2e.test.ts'],
          // Most of a test's time is waiting for a browser; more than two of them would wait for one another.
          maxWorkers: 2,
          // A browser on a busy machine may lose a pointer event; what is really broken fails every time.
          retry: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
