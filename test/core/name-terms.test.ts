import { expect, test } from 'vitest';
import { isShortName, kindOfName } from '../../src/core/name-terms.ts';

test.each([
  ['Acme', 'name', false],
  ['IBM', 'name', true],
  ['3M', 'name', true],
  ['飞', 'name', true],
  ['飞塔', 'name', false],
  ['삼성', 'name', false],
  ['360', 'name', true],
  ['10086', 'name', true],
  ['Acme Robotics Ltd', 'legal', false],
  ['Acme Co., Limited', 'legal', false],
  ['Red Hat', 'name', false],
] as const)('%s is a %s; short: %s', (text, kind, isShort) => {
  expect([kindOfName(text), isShortName(text)]).toEqual([kind, isShort]);
});
