/** Whatever the bytes are: entries or a reason, and an end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspect } from '../../src/import/inspect.ts';
import { ImportError } from '../../src/import/problems.ts';
import { readApproved, readEntries } from '../../src/import/read.ts';
import type { ImportPlan, SourceFormat } from '../../src/import/source.ts';
import { sourceOf } from './source-of.ts';

const formats: readonly (SourceFormat | undefined)[] = [
  undefined,
  'names',
  'csv',
  'xlsx',
  'json',
  'opensanctions-csv',
  'ftm',
  'csl-csv',
  'csl-json',
];
const token = fc.constantFrom(
  'vendor',
  'id,schema,name',
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r',
  '[',
  ']',
  '{',
  '}',
  '":"',
  '\\',
  '飞',
  '=1',
  'PK\u0003\u0004',
  '<html',
  ' ',
  '\0',
  'https://',
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.array(token, { maxLength: 60 }).map((tokens) => new TextEncoder().encode(tokens.join(''))),
  fc.array(token, { maxLength: 60 }).map((tokens) => new TextEncoder().encode(`[{"vendor":"${tokens.join('')}`)),
);

test('any bytes, read in any way', async () => {
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom(...formats),
      fc.constantFrom('restricted' as const, 'approved' as const),
      async (content, format, kind) => {
        const file = sourceOf(content, 'list.csv');
        const news = { onProblem: () => undefined, onProgress: () => undefined };
        try {
          const guess = (await inspect(file, kind, format === undefined ? {} : { format })).plan;
          const plan: ImportPlan = { ...guess, mapping: { vendor: 0, ...guess.mapping } };
          for await (const batch of kind === 'restricted' ? readEntries(file, plan, news) : readApproved(file, plan, news)) {
            for (const { vendor } of batch) expect(vendor).toMatch(/^\S(?:.*\S)?$/u);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError);
        }
      },
    ),
    { numRuns: 500 },
  );
});
