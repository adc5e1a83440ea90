/**
 * Writes src/data/han-variants.json: single characters whose Traditional form folds to a Simplified one, from the
 * OpenCC dictionaries (Apache-2.0) as packaged in opencc-js. Run again after an update of that package.
 */
import { writeFileSync } from 'node:fs';
import { Converter } from 'opencc-js/t2cn';

const simplify = Converter({ from: 't', to: 'cn' });
let pairs = '';
for (let code = 0x3400; code <= 0x9fff; code++) {
  const from = String.fromCharCode(code);
  const to = simplify(from);
  if (to.length === 1 && to !== from) pairs += from + to;
}
const file = {
  note: 'Traditional and Simplified character in turn, from the OpenCC dictionaries (Apache-2.0).',
  pairs,
};
writeFileSync(new URL('../src/data/han-variants.json', import.meta.url), `${JSON.stringify(file, null, 2)}\n`);
console.log(`${pairs.length / 2} pairs`);
