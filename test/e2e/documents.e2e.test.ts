/** Documents that are no HTML pages. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Site, serve } from '../serve.ts';
import { pagesFolder } from './expected.ts';
import { type Session, startSession } from './extension.ts';

const NAME = 'Fortinet FortiGate-200F firewall';
const XHTML = 'http://www.w3.org/1999/xhtml';

const documents = {
  '/xml': { type: 'text/xml', body: `<?xml version="1.0"?><order><item><name>${NAME}</name></item></order>` },
  '/xhtml': {
    type: 'application/xhtml+xml',
    body: `<html xmlns="${XHTML}"><head><title>Quote</title></head><body><p>${NAME}</p></body></html>`,
  },
  '/svg': {
    type: 'image/svg+xml',
    body: `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300"><text y="40">${NAME}</text></svg>`,
  },
  '/text': { type: 'text/plain', body: `Quote\n\n2 x ${NAME}\n` },
} as const;
const pdf = { type: 'application/pdf', body: '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>' };

describe.each(['chromium', 'firefox'] as const)('%s', (kind) => {
  let site: Site;
  let session: Session;
  beforeAll(async () => {
    site = await serve(pagesFolder, { ...documents, '/pdf': pdf });
    session = await startSession({ kind });
  });
  afterEach(() => session.closePages());
  afterAll(async () => {
    await session?.close();
    await site?.close();
  });

  it.each(Object.keys(documents))('%s is read', async (path) => {
    const tab = await session.open(site.origin + path);
    const { confirmed } = await session.whenDone(tab, 'the product', ({ counted }) => counted > 0);
    expect(confirmed.map(({ vendor }) => vendor.id)).toEqual(['fortinet']);
  });

  it.runIf(kind === 'chromium')("a PDF in the browser's viewer counts as a document that was not read", async () => {
    const tab = await session.open(`${site.origin}/pdf`);
    const { coverage } = await session.whenDone(tab, 'the gap', (report) => report.coverage.unread.length > 0);
    expect(coverage.unread).toEqual([{ what: 'embed', count: 1 }]);
  });
});
