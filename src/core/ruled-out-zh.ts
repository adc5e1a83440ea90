/**
 * What Chinese papers rule out: "不接受华为产品", "不得提供华为、中兴设备", "严禁选用列入清单的品牌（海康威视、大华）", "排除品牌：华为",
 * "拒绝接受Check Point产品", "凡采用海康威视产品的，其投标将被否决", "不得以华为产品投标", "非华为品牌".
 *
 * As everywhere, a cue is only what leaves nothing to buy: "禁用设备：VMware网卡" switches one off, "不得提供其他品牌（推荐：华为）" asks
 * for that one, and "凡未采用华为产品的，投标无效" and "非华为品牌投标无效" do too.
 */
import { lazyPattern } from './lazy.ts';

/** How far before and behind a name is read. */
const REACH = 100;

/** How far a plain ban may stand from a name. */
const NEAR = 48;
/* Only what cannot be bought after it: 不能使用 may be a fault, and "除华为外" may go on with "还采购". */
const BANNED_BEFORE =
  /(?:(?:不得|不允[许許]|[严嚴]禁|禁止|[请請]勿)(?:[采採][购購用]|使用|[选選]用|提供|投[标標]|含有|包含|涉及|[、及和或与與])+|不得[为為]|不接受|不[采採][购購]|不(?:包)?含有?(?!.{0,3}(?:[税稅费費运運线辅]|安装|施工|电源|硬盘|支架|人工)))(?:任何|由|以下|下列)*\s*(?:[^非、/。；;：:！!？?\n]{1,20}[、/]\s*){0,8}$/u;
const BANNED_BEHIND =
  /^\s*(?:等|及其|的|品牌|产品|產品|设备|設備|软件|厂牌|廠牌|系列)*\s*(?:不接受|不予接受|不得(?:投标|投標|使用|参与|參與)|除外|禁用)/u;

const BAN = '(?:不得|不允[许許]|[严嚴]禁|禁止|[请請]勿)';
const VERB = '(?:[采採][购購用]|使用|[选選]用|[购購][买買]|提供|投[标標报報]|[、及和或与與])';
const BRAND = '(?:品牌|[厂廠]牌|[厂廠]商|供[应應]商|制造商|製造商|企[业業])';
const GOODS = '(?:[产產]品|[设設][备備]|[软軟][件體]|系列)';
/** Other names of the same list. A blank belongs to a name, lest a run of blanks be read in too many ways. */
const NAMES = '(?:[^非、/，,；;。：:！!？?（()）\\n]{1,24}[、/]){0,8}\\s*';
/** Behind a colon or in brackets a comma parts names too. */
const LISTED = '(?:[^非、/，,；;。：:！!？?（()）\\n]{1,24}[、/，,]){0,8}\\s*';
/** What turns a ban around, or bans something else than the makers that are named. */
const NOT_TURNED = '(?![^（(：:]*(?:低[于於]|[优優高][于於]|除|以外|之外|其[他它]|非|未|[没沒]|不|同一|[单單]一|二手|翻新|假冒))';

const before = lazyPattern(
  `(?:${[
    `拒[绝絕]接受(?:任何|由|以下|下列)*\\s*${NAMES}`,
    `不(?:使用|[选選]用|[采採][购購用]|[购購][买買]|提供)任何\\s*${NAMES}`,
    `不得投[报報](?:任何|由|以下|下列)*\\s*${NAMES}`,
    `${BAN}${VERB}+${NOT_TURNED}[^。；;！!？?：:（(\\n]{0,20}(?:${BRAND}|${GOODS})[（(](?:例?如|比如|包括|包含|含|即|[:：])*\\s*${LISTED}`,
    `(?:禁用|(?<!可)排除|${BAN}${VERB}+|不接受)的?(?:中[国國]|大[陆陸]|[国國]外|境外|[进進]口|美[国國]|以下|下列)*的?${BRAND}(?:名[单單]|清[单單])?\\s*[:：]\\s*${LISTED}`,
  ].join('|')})$`,
  'u',
);

const OTHERS = '(?:[、/和或及与與][^、/和或及与與。；;，,：:\\n]{1,20})';
const OF_THEM = `${OTHERS}{0,6}?\\s*(?:等|及其|的|品牌|[厂廠]牌|者|[时時]|${GOODS})*`;

/** A condition and what becomes of the bid that meets it. */
const condition = lazyPattern(
  `(?:凡是?|如果?|若)[^。；;！!？?，,\\n未不非没沒无無]{0,16}(?:[采採]用|使用|[选選]用|提供|投[标標报報]|[为為]|是|含有?)(?:了|由)?\\s*${NAMES}$`,
  'u',
);
const rejected = lazyPattern(
  `^\\s*${OF_THEM}\\s*[，,]?\\s*(?:其|[则則]|[该該])*(?:投[标標]|[报報][价價]|[响響][应應])?(?:文件)?(?:[将將]|均|一律|[会會]|[视視][为為]|[按作以被])*\\s*(?:否[决決]|[无無]效|[废廢][标標]|拒[绝絕]|不予接受)`,
  'u',
);

const withWhat = lazyPattern(`不得以\\s*${NAMES}$`, 'u');
const bidding = lazyPattern(`^\\s*${OF_THEM}\\s*(?:投[标標]|[参參](?:与|與|加)|[应應][标標]|[响響][应應]|[报報][价價])`, 'u');

/** "非华为品牌" leaves the others, unless they are what is banned. */
const others = lazyPattern('(?<![除并並绝絕莫])非$', 'u');
const bansOthers = lazyPattern(`(?:${BAN}|不接受|不[采採][购購]|拒[绝絕])[^。；;！!？?\\n]*$`, 'u');
const othersBanned = lazyPattern(
  '^[^。；;！!？?\\n]{0,60}?(?:不得|不允[许許]|不予|不接受|不可|[严嚴]禁|禁止|[无無]效|[废廢][标標]|否[决決]|拒[绝絕]|除外)',
  'u',
);

/** One of these stands in every cue before a name. */
const HINT = /不|禁|拒|排除|[请請]勿|凡|如|若|非/u;

/** Whether the words around the name at [start, end) of a Chinese text say that it may not be offered. */
export function isRuledOutInChinese(text: string, start: number, end: number): boolean {
  const head = text.slice(Math.max(0, start - REACH), start);
  if (BANNED_BEFORE.test(head.slice(-NEAR))) return true;
  if (BANNED_BEHIND.test(text.slice(end, end + NEAR)) && !head.endsWith('非')) return true;
  if (!HINT.test(head)) return false;
  if (before().test(head)) return true;
  const tail = text.slice(end, end + REACH);
  if (others().test(head)) return !(bansOthers().test(head) || othersBanned().test(tail));
  return (condition().test(head) && rejected().test(tail)) || (withWhat().test(head) && bidding().test(tail));
}
