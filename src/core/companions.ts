/**
 * Names that are everyday words, and a vendor's only beside another name of its trade: 移动 and 电信 in "移动、联通、电信".
 *
 * They are no terms, since half of all Chinese pages hold them: they are looked for on both sides of a name of the trade that was
 * found, with nothing between but what joins the members of a list, and again beside each that was found so. What a word of that
 * kind begins or ends ("联通、移动端", "中华电信、联通") names somebody else or nobody.
 */
import { type Found, isVendorName, joinsNames, LONGEST_JOIN, type Phrases, type Span } from './context.ts';
import { foldUnits } from './fold.ts';
import type { Companion, Index } from './index-format.ts';
import { lazyPattern } from './lazy.ts';
import { LIST_COMMAS } from './term-key.ts';

/** What may stand right before the first name of a list: a sign, or a word that takes an object. */
const beginsHere = lazyPattern(String.raw`(?:^|[^\p{L}\p{N}]|[持配由和与及或用是为从向给选办接非含如即对经])$`, 'u');
/** What ends any word, after its last sign: "360." and "移动4G", but not "3600", "360°" or "360.5". */
const OVER = String.raw`$|[^\p{L}\p{N}°%.-]|[.](?!\p{N})|(?<=^\p{Script=Han})(?!\p{Script=Han})|等`;
/** What the name goes on with where it is over: nothing, a sign, what carriers sell, or the sentence. */
const endsHere = lazyPattern(
  `^.(?:${OVER}|卡|专线|宽带|线路|光[纤猫]|营业厅|手机|用户|客户|号|运营商|公司|[两三四]|多家|及|和|与|或|均|都|的|对)`,
  'u',
);
/** What a carrier's branch alone goes on with: "深圳电信分公司", "由杭州移动专线". */
const endsBranch = lazyPattern('^.(?:分?公司|卡(?![口车点])|专线|宽带|线路|光[纤猫]|营业厅|用户(?!数|总|规)|客户(?!端)|号[码段])', 'u');
/**
 * What else it may go on with: "杭州移动、"; whatever follows besides is a mobile something or a move: "深圳移动App",
 * "上海移动、固定电话".
 */
const closesBranch = lazyPattern(
  String.raw`^.(?!.?固定)(?:\s*$|[^\p{L}\p{N}\s%.-]|[.](?!\p{N})|\s*[345]g|\s+\p{Script=Han}|等|[与和及])`,
  'u',
);
/** Where one moves to, from or in: "由北京移动，" is no carrier. */
const isMove = lazyPattern('[向往朝从由自在到]$', 'u');
/** The same where nothing joins the two names: "中国联通移动用户" are the users of mobile telephones. */
const endsGlued = lazyPattern(`^.(?:${OVER}|卡|专线|宽带|[两三]|多家)`, 'u');
/** Units of those words. */
const REACH = 4;

/**
 * The found names of the block at `at` with their companions, in order of their start; the same array where there is none. `makers`
 * are the phrases of the block, the makers of each trade among them.
 */
export function withCompanions(index: Index, at: number, found: readonly Found[], makers: Phrases, text: string): readonly Found[] {
  const added: Found[] = [];
  const isFree = (start: number, end: number): boolean => ![...found, ...added].some((other) => other.start < end && start < other.end);
  for (const { group, vendors, companions } of index.trades) {
    if (companions.length === 0) continue;
    const names = found.filter((one) => isCompany(one) && !one.isInsideOther && !one.lowerCase && vendors.includes(one.info.vendor));
    // "启明星辰、" is known by its comma, which joins it to the next.
    const asking: Span[] = [...names, ...(makers.of(group) ?? []).map((maker) => withoutComma(maker, text))];
    for (let one = asking.pop(); one !== undefined; one = asking.pop()) {
      for (const [{ info }, start] of besides(index, companions, one, text)) {
        const end = start + info.term.length;
        if (!isFree(start, end)) continue;
        const beside: Found = { ...PLAIN, at, info, start, end };
        added.push(beside);
        asking.push(beside);
      }
    }
  }
  return added.length === 0 ? found : [...found, ...added].sort((a, b) => a.start - b.start);
}

/**
 * Whether a found name is a branch as papers write it, a place and the everyday word ("杭州移动"), with nothing written on that
 * would make another word of it.
 */
export function isBranch(index: Index, { info, start, end, otherMeaning }: Found, text: string): boolean {
  if (info.related === undefined || otherMeaning !== '') return false;
  const isOne = index.trades.some(({ companions }) =>
    companions.some((one) => one.info.vendor === info.vendor && info.term.endsWith(one.info.term) && info.term !== one.info.term),
  );
  if (!isOne) return false;
  const behind = foldUnits(index, text, end - 1, end + REACH);
  return endsBranch().test(behind) || (closesBranch().test(behind) && !isMove().test(text.slice(Math.max(0, start - 1), start)));
}

/** Whether a group of phrases holds makers beside which everyday words are names. */
export function hasCompanions(index: Index, group: number): boolean {
  return index.trades.some((trade) => trade.group === group && trade.companions.length > 0);
}

function withoutComma({ start, end }: Span, text: string): Span {
  const isComma = (at: number): boolean => LIST_COMMAS.includes(text.charAt(at));
  return { start: isComma(start) ? start + 1 : start, end: isComma(end - 1) ? end - 1 : end };
}

/** A vendor's name, or that of a company of its or formerly of its: 奇安信 too stands in lists of its trade. */
const isCompany = (found: Found): boolean => isVendorName(found) || found.info.related !== undefined;

/** Of a word that stands as it is written in the data. */
const PLAIN = {
  order: 0,
  loose: false,
  lowerCase: false,
  lookAlike: false,
  isGlued: false,
  isSpread: false,
  hasLetterForDigit: false,
  anchor: false,
  otherMeaning: '',
  isInsideOther: false,
} as const;

/** The companions on both sides of a name, each with its start. */
function* besides(index: Index, companions: readonly Companion[], { start, end }: Span, text: string): Generator<[Companion, number]> {
  const longest = Math.max(...companions.map(({ info }) => info.term.length)) + LONGEST_JOIN;
  const from = Math.max(0, start - longest - 1);
  const before = foldUnits(index, text, from, start);
  const behind = foldUnits(index, text, end, end + longest + REACH);
  for (const companion of companions) {
    const { folded } = companion;
    const left = before.lastIndexOf(folded);
    if (left >= 0 && joinsNames(before.slice(left + folded.length)) && beginsHere().test(before.slice(0, left)))
      yield [companion, from + left];
    const right = behind.indexOf(folded);
    if (right < 0 || right > LONGEST_JOIN || !joinsNames(behind.slice(0, right))) continue;
    const ends = right === 0 ? endsGlued() : endsHere();
    if (ends.test(behind.slice(right + folded.length - 1))) yield [companion, end + right];
  }
}
