import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DownloadError, download } from '../../src/platform/fetch.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: IncomingMessage[];
let url: string;
let close: () => Promise<void>;
beforeEach(async () => {
  requests = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}/group.jws`;
  close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
});
afterEach(() => close());

const limits = { maxBytes: 1_000, timeoutMs: 5_000 };

/** Why nothing came. */
const faultOf = (more: { readonly maxBytes?: number; readonly timeoutMs?: number } = {}): Promise<string> =>
  download(url, { ...limits, ...more }).then(
    () => 'came',
    (error) => (error instanceof DownloadError ? error.message : `no DownloadError: ${error}`),
  );

test('a file comes with the marks that the server gives it', async () => {
  answer = (_, response) => response.writeHead(200, { etag: '"1"', 'last-modified': 'Mon, 23 Nov 2026 00:00:00 GMT' }).end('abc');
  const file = await download(url, limits);
  expect(file && { ...file, bytes: new TextDecoder().decode(file.bytes) }).toEqual({
    bytes: 'abc',
    etag: '"1"',
    lastModified: 'Mon, 23 Nov 2026 00:00:00 GMT',
  });
  expect(requests[0]?.headers['if-none-match']).toBeUndefined();
});

test('a known file is asked for with its marks, and does not come again', async () => {
  answer = (_, response) => response.writeHead(304).end();
  expect(await download(url, { ...limits, known: { etag: '"1"', lastModified: 'Mon, 23 Nov 2026 00:00:00 GMT' } })).toBeNull();
  expect(requests[0]?.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'Mon, 23 Nov 2026 00:00:00 GMT' });
});

test('"not modified" to a question that was not asked is no file', async () => {
  answer = (_, response) => response.writeHead(304).end();
  expect(await faultOf()).toBe('status: 304');
});

test('nothing of the reviewer goes along', async () => {
  answer = (_, response) => response.end('abc');
  await download(url, limits);
  expect(requests[0]?.headers).not.toHaveProperty('referer');
  expect(requests[0]?.headers).not.toHaveProperty('cookie');
});

test.each([
  ['an error', (response: ServerResponse) => response.writeHead(503).end(), 'status: 503'],
  [
    'a web page',
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('a.b.c'),
    'html',
  ],
  ['more than is allowed', (response: ServerResponse) => response.end('x'.repeat(1_001)), 'too-large'],
  ['a broken connection', (response: ServerResponse) => response.destroy(), 'offline'],
  [
    'a connection that breaks on the way',
    (response: ServerResponse) => response.writeHead(200, { 'content-length': 10 }).write('abc', () => response.destroy()),
    'offline',
  ],
])('%s is told apart', async (_, respond, fault) => {
  answer = (_request, response) => void respond(response);
  expect(await faultOf()).toBe(fault);
});

test('a file that never ends is cut off at the limit, whatever the server says of its length', async () => {
  answer = (_, response) => {
    const timer = setInterval(() => response.write('x'.repeat(400)), 1);
    response.on('close', () => clearInterval(timer));
  };
  expect(await faultOf()).toBe('too-large');
});

test('a server that begins and does not go on is given up', async () => {
  answer = (_, response) => response.write('abc');
  expect(await faultOf({ timeoutMs: 200 })).toBe('timeout');
});
