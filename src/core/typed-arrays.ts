type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array;

/** The array itself where it has room for `size` values, else a larger one with the same values: half as much again, at least. */
export function grown<T extends Numbers>(array: T, size: number): T {
  if (array.length >= size) return array;
  const Kind = array.constructor as new (length: number) => T;
  const larger = new Kind(Math.max(size, Math.ceil(array.length * 1.5)));
  larger.set(array);
  return larger;
}

/** The bytes of an array, as a view. */
export function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
