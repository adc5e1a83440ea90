/** A browser's grants in memory: a set of origin patterns, of which exactly those that are named can be given back. */
import { coversOrigin } from '../../src/core/sites.ts';

export class FakePermissions {
  /** What the reviewer answers. */
  isAllowed = true;
  /** Whether a part of what is granted is granted by itself when it is asked for, as Chromium does and Firefox does not. */
  grantsParts = true;
  readonly asked: (readonly string[])[] = [];

  constructor(public granted: readonly string[] = []) {}

  has(origin: string): boolean {
    return this.granted.some((grant) => coversOrigin(grant, origin));
  }

  readonly getGranted = async (): Promise<readonly string[]> => this.granted;

  readonly request = async (origins: readonly string[]): Promise<boolean> => {
    this.asked.push(origins);
    const covered = origins.every((origin) => this.has(origin));
    if (!covered && !this.isAllowed) return false;
    if (!covered || this.grantsParts) this.granted = [...new Set([...this.granted, ...origins])];
    return true;
  };

  readonly remove = async (origins: readonly string[]): Promise<boolean> => {
    this.granted = this.granted.filter((grant) => !origins.includes(grant));
    return true;
  };
}
