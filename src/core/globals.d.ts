/* The WHATWG Encoding and URL interfaces exist in every host the core runs in (page, worker, node); nothing else is ambient. */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}
declare class URL {
  constructor(url: string, base?: string);
  static canParse(url: string): boolean;
  /** With its colon: "https:". */
  readonly protocol: string;
  readonly hostname: string;
  readonly username: string;
  readonly password: string;
  /** '' for the protocol's own. */
  readonly port: string;
  readonly pathname: string;
  /** With its question mark, or ''. */
  readonly search: string;
}
