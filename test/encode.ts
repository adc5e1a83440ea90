/** A text as bytes of an encoding with two bytes a Chinese character, which platforms can read and not write. */
export function encode(encoding: 'big5' | 'gb18030', text: string): Uint8Array<ArrayBuffer> {
  const codes = codesOf(encoding);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      if (character < '\x80') return [character.charCodeAt(0)];
      const code = codes.get(character);
      if (code === undefined) throw new Error(`${encoding} has no ${character}`);
      return code;
    }),
  );
}

const known = new Map<string, ReadonlyMap<string, readonly number[]>>();

function codesOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const codes = known.get(encoding) ?? readCodes(encoding);
  known.set(encoding, codes);
  return codes;
}

function readCodes(encoding: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(encoding);
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (!codes.has(character)) codes.set(character, [lead, trail]);
    }
  }
  return codes;
}
