/**
 * Texts that were seen, by fingerprints of 95 bits: a million of them take 25 MB, where a `Set` of strings takes a hundred.
 * That two texts of a million have the same fingerprint by chance is less likely than 1 to 10^16.
 */
const WORDS = 3;
/** Of the three multiplicative hashes. */
const SEEDS = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d] as const;

export class Seen {
  private slots = new Uint32Array(1024 * WORDS);
  private count = 0;

  /** Adds a text. False when it was there. */
  add(text: string): boolean {
    if (2 * this.count * WORDS >= this.slots.length) this.grow();
    let a = SEEDS[0] ^ text.length;
    let b = SEEDS[1] ^ text.length;
    let c = SEEDS[2] ^ text.length;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = Math.imul(a ^ unit, SEEDS[0]);
      a ^= a >>> 15;
      b = Math.imul(b ^ unit, SEEDS[1]);
      b ^= b >>> 15;
      c = Math.imul(c ^ unit, SEEDS[2]);
      c ^= c >>> 15;
    }
    // Three zeros are a free slot.
    const isNew = put(this.slots, mixed(a), mixed(b), (mixed(c) | 1) >>> 0);
    if (isNew) this.count++;
    return isNew;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(2 * old.length);
    for (let i = 0; i < old.length; i += WORDS) {
      if (old[i + 2] !== 0) put(this.slots, old[i] as number, old[i + 1] as number, old[i + 2] as number);
    }
  }
}

function put(slots: Uint32Array, a: number, b: number, c: number): boolean {
  // The number of slots is a power of two.
  const mask = slots.length / WORDS - 1;
  for (let slot = a; ; slot++) {
    const at = (slot & mask) * WORDS;
    if (slots[at + 2] === 0) {
      slots[at] = a;
      slots[at + 1] = b;
      slots[at + 2] = c;
      return true;
    }
    if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return false;
  }
}

/** The finish of MurmurHash3. */
function mixed(sum: number): number {
  const once = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
