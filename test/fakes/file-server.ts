/** A server of one file, as `download` sees it: conditional, and broken in the ways that servers are. */
import { DownloadError, type DownloadedFile, type DownloadFault, type DownloadOptions } from '../../src/platform/fetch.ts';

export class FakeFileServer {
  /** Set to fail the next requests. */
  fault: DownloadFault | null = null;
  /** What was asked with, request by request: the mark of the known file, or undefined. */
  readonly asked: (string | undefined)[] = [];
  private bytes: Uint8Array = new Uint8Array(0);
  private etag = '';

  /** Puts another file in the place of the one that is there. */
  serve(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.etag = `"${Math.random()}"`;
  }

  readonly download = async (_url: string, { known, maxBytes }: DownloadOptions): Promise<DownloadedFile | null> => {
    this.asked.push(known?.etag);
    if (this.fault) throw new DownloadError(this.fault, this.fault === 'status' ? '503' : '');
    if (known?.etag === this.etag) return null;
    if (this.bytes.length > maxBytes) throw new DownloadError('too-large');
    return { bytes: this.bytes, etag: this.etag, lastModified: '' };
  };
}
