/** The one way out to the network: a file at an address that the reviewer, or a policy, has named. */

/** Why nothing was fetched; `status` has the number as its detail. */
export type DownloadFault = 'offline' | 'timeout' | 'redirected' | 'status' | 'html' | 'too-large';

export class DownloadError extends Error {
  override name = 'DownloadError';

  constructor(
    readonly fault: DownloadFault,
    readonly detail = '',
  ) {
    super(detail === '' ? fault : `${fault}: ${detail}`);
  }
}

/** What the server said of the file, to ask next time whether it is still the same; '' where it said nothing. */
export interface FileMark {
  readonly etag: string;
  readonly lastModified: string;
}

export interface DownloadOptions {
  /** The file that is there already: undefined gets the file whatever it is. */
  readonly known?: FileMark | undefined;
  readonly maxBytes: number;
  /** Until the whole file must be here. */
  readonly timeoutMs: number;
}

export interface DownloadedFile extends FileMark {
  readonly bytes: Uint8Array;
}

/** Gets a file; null when it is the known one. Nothing of the reviewer goes along. Throws `DownloadError`. */
export async function download(url: string, { known, maxBytes, timeoutMs }: DownloadOptions): Promise<DownloadedFile | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      headers: conditionsOf(known),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      // Followed by nobody, and told apart from a network that is down: captive portals redirect.
      redirect: 'manual',
      signal,
    });
    if (response.type === 'opaqueredirect') throw new DownloadError('redirected');
    if (response.status === 304 && known) return null;
    if (!response.ok) throw new DownloadError('status', String(response.status));
    if (/^(text\/html|application\/xhtml)/i.test(response.headers.get('content-type') ?? '')) throw new DownloadError('html');
    const bytes = await readBytes(response, maxBytes);
    return { bytes, etag: response.headers.get('etag') ?? '', lastModified: response.headers.get('last-modified') ?? '' };
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    if (signal.aborted) throw new DownloadError('timeout');
    // `fetch` and a broken stream throw a TypeError that says nothing more.
    if (error instanceof TypeError) throw new DownloadError('offline');
    throw error;
  }
}

function conditionsOf(known: FileMark | undefined): Record<string, string> {
  return {
    ...(known && known.etag !== '' && { 'if-none-match': known.etag }),
    ...(known && known.lastModified !== '' && { 'if-modified-since': known.lastModified }),
  };
}

/** The body, as far as it is allowed to go. What the server says of its length is not relied on. */
async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(0);
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new DownloadError('too-large');
    }
    pieces.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
