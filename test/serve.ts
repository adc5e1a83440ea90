/** A static server for fixture pages on this machine only. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

export interface Site {
  /** "http://127.0.0.1:PORT", without a slash at the end. */
  readonly origin: string;
  /** The same pages on another host and port: "http://localhost:PORT". Another site, so frames of it live in their own process. */
  readonly otherOrigin: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/plain; charset=utf-8',
};

/** A page that is not stored; a mere text is HTML. */
type Generated = string | { readonly type: string; readonly body: string };

/**
 * Serves a folder on two origins; a folder's address gives its index.html. `generated` holds pages that are not stored,
 * or that stand in front of one that is, by path ("/huge"). In HTML, `{{other}}` stands for the other of the two origins.
 */
export async function serve(folder: string, generated: Readonly<Record<string, Generated>> = {}): Promise<Site> {
  const origins = { first: '', second: '' };
  const first = await listen(folder, generated, () => origins.second);
  const second = await listen(folder, generated, () => origins.first);
  origins.first = `http://127.0.0.1:${first.port}`;
  origins.second = `http://localhost:${second.port}`;
  return {
    origin: origins.first,
    otherOrigin: origins.second,
    close: async () => {
      await Promise.all([first.server, second.server].map(stop));
    },
  };
}

async function listen(
  folder: string,
  generated: Readonly<Record<string, Generated>>,
  other: () => string,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
    load(folder, generated, path).then(
      ({ type, body }) => {
        const text = type.startsWith('text/html') ? body.toString().replaceAll('{{other}}', other()) : body;
        response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
      },
      () => response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return { server, port: address.port };
}

async function load(folder: string, generated: Readonly<Record<string, Generated>>, path: string) {
  const page = generated[path];
  if (page !== undefined) return typeof page === 'string' ? { type: 'text/html; charset=utf-8', body: page } : page;
  const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep)) throw new Error(`${path} is outside the folder`);
  return { type: types[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
}

function stop(server: Server): Promise<void> {
  // A browser keeps its connections open; without this the server would wait for them.
  server.closeAllConnections();
  return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
}
