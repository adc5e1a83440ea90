/** Reads the bytes of the page's filter one after another. */
export class ByteReader {
  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
  ) {}

  byte(): number {
    return this.bytes[this.at++] as number;
  }

  word(): number {
    return this.byte() | (this.byte() << 8);
  }

  /** In one byte where that holds it, which it does not for 0. */
  count(): number {
    return this.byte() || this.word();
  }

  /** The next `length` bytes. */
  some(length: number): Uint8Array {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** `length` bytes of ASCII. */
  text(length: number): string {
    return new TextDecoder().decode(this.some(length));
  }
}
