import { expect, it } from 'vitest';
import { weighHit } from '../../src/ui/chips.tsx';

it.each([
  [{ listStatus: 'in-force', entryStatus: 'in-force', grade: 'official' }, 'firm', 'chip_in_force'],
  [{ listStatus: 'reported', entryStatus: 'in-force', grade: 'named-by-press' }, 'reported', 'chip_reported'],
  [{ listStatus: 'in-force', entryStatus: 'suspended', grade: 'official' }, 'weak', 'chip_suspended'],
  [{ listStatus: 'in-force', entryStatus: 'in-force', grade: 'inferred' }, 'weak', 'chip_inferred'],
  [{ listStatus: 'in-force', entryStatus: 'in-force', grade: 'own' }, 'firm', 'chip_own'],
  [{ listStatus: 'proposed', entryStatus: 'in-force', grade: 'official' }, 'weak', 'chip_proposed'],
] as const)('%o is %s', (hit, weight, key) => expect(weighHit(hit)).toEqual({ weight, key }));
