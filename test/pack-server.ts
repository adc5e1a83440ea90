/** A static file server as publishers have it, for one file on this machine: with an ETag, and answers that can be held back. */
import { createServer } from 'node:http';

export interface PackServer {
  /** Address of the file. */
  readonly url: string;
  /** Status of each answer, in order. */
  readonly answers: readonly number[];
  /** Puts another file in the place of the one that is there. */
  serve(bytes: Uint8Array, type?: string): void;
  /** Holds the next answer back; resolves when it was asked for. Nobody ever gets it. */
  holdNext(): Promise<void>;
  close(): Promise<void>;
}

export async function servePack(): Promise<PackServer> {
  const answers: number[] = [];
  let file = { bytes: new Uint8Array(0), type: 'application/octet-stream', etag: '"0"' };
  let held: (() => void) | undefined;
  const server = createServer((request, response) => {
    if (held) {
      held();
      held = undefined;
      return;
    }
    const isKnown = request.headers['if-none-match'] === file.etag;
    answers.push(isKnown ? 304 : 200);
    response.writeHead(isKnown ? 304 : 200, { etag: file.etag, 'content-type': file.type });
    response.end(isKnown ? undefined : file.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  let version = 0;
  return {
    url: `http://127.0.0.1:${address.port}/group.jws`,
    answers,
    serve(bytes, type = 'application/octet-stream') {
      file = { bytes: new Uint8Array(bytes), type, etag: `"${++version}"` };
    },
    holdNext: () =>
      new Promise((resolve) => {
        held = resolve;
      }),
    close: () => {
      // A browser keeps its connections open; without this the server would wait for them.
      server.closeAllConnections();
      return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())));
    },
  };
}
