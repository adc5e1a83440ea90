/** The labelled corpus that accuracy is measured on: `text/<id>.txt`, `labels.jsonl`, and saved pages with `index.tsv`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const span = { start: z.number().int().nonnegative(), end: z.number().int().positive(), text: z.string() };
const labels = z.object({
  id: z.string(),
  lang: z.string(),
  kind: z.string(),
  mentions: z.array(z.object({ ...span, vendor: z.string(), what: z.enum(['vendor', 'product', 'part-number']) })),
  confusables: z.array(z.object({ ...span, why: z.string() })),
  unsure: z.array(z.object(span)),
});

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface LabelledText extends z.infer<typeof labels> {
  readonly body: string;
  /** In the third that is held back while terms and weights are tuned. Chosen by the id alone. */
  readonly isHeldBack: boolean;
}

/** Reads `labels.jsonl` and its texts. Throws with the line where a label is no label or does not fit its text. */
export function readCorpus(folder: string): LabelledText[] {
  const lines = readFileSync(join(folder, 'labels.jsonl'), 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const where = `${join(folder, 'labels.jsonl')}, line ${i + 1}`;
    const parsed = labels.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${where}: ${z.prettifyError(parsed.error)}`);
    const body = readFileSync(join(folder, 'text', `${parsed.data.id}.txt`), 'utf8');
    for (const { start, end, text } of [...parsed.data.mentions, ...parsed.data.confusables, ...parsed.data.unsure]) {
      if (body.slice(start, end) !== text) throw new Error(`${where}: the text at ${start} is not "${text}"`);
    }
    return [{ ...parsed.data, body, isHeldBack: isHeldBack(parsed.data.id) }];
  });
}

/** FNV-1a of the id, modulo 3: the same third on every machine, whatever else the corpus holds. */
export function isHeldBack(id: string): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 16)) % 3 === 0;
}

export interface SavedPage {
  readonly file: string;
  readonly html: string;
  /** True where the index says that no restricted name stands in the visible text. */
  readonly isClean: boolean;
}

/** Saved pages of a folder; the fifth column of `index.tsv`, if there is one, says `none` for clean ones. */
export function* readPages(folder: string): Generator<SavedPage> {
  const index = join(folder, 'index.tsv');
  const clean = new Set<string>();
  if (existsSync(index)) {
    for (const line of readFileSync(index, 'utf8').split('\n').slice(1)) {
      const [id, , , , names] = line.split('\t');
      if (id && names === 'none') clean.add(`${id}.html`);
    }
  }
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.html')) yield { file, html: readFileSync(join(folder, file), 'utf8'), isClean: clean.has(file) };
  }
}

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** The span in brackets with 40 characters around it, on one line. */
export function around(text: string, { start, end }: Span): string {
  return `${text.slice(Math.max(0, start - 40), start)}[[${text.slice(start, end)}]]${text.slice(end, end + 40)}`.replace(/\s+/g, ' ');
}
