/** Numbers that look random and are the same in every run of the same seed (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(from: readonly T[]): T {
    const picked = from[this.below(from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** A new array; `from` stays as it is. */
  shuffled<T>(from: readonly T[]): T[] {
    const left = [...from];
    const result: T[] = [];
    while (left.length > 0) {
      const at = this.below(left.length);
      result.push(left[at] as T);
      left[at] = left[left.length - 1] as T;
      left.pop();
    }
    return result;
  }
}
