/**
 * Line items outside of tables: product cards (a name, a price and something to buy with) and definition lists.
 *
 *     <li><a href="/p"><img></a> <h3>FortiGate 100F</h3> <s>$2,699</s> <b>$2,495</b> <button>Add to cart</button></li>
 *
 * A price is where the search begins: they are few and cheap to tell. From there it goes up, one element at a time, and looks
 * at what each step adds, until a name and a control to buy with have come in. That is the card, unless what a step adds has a
 * price and a control of its own: then it is a list of cards, and this price belongs to none of them.
 *
 * Everything is told from tags, attributes and words; no style and no layout is asked. Known limits: a former price that only
 * a style strikes out is told by its class, its label, or not at all; a product whose controls are icons without words or
 * telling class names has no card; what a page shows twice (a bar that follows the scrolling) is two cards.
 */
import { isUnit, multiplyMoney, parseMoney, parseQuantity } from '../core/amounts.ts';
import type { Money } from '../core/finding.ts';
import { lazy } from '../core/lazy.ts';
import { type LineDraft, type Pair, readPairs } from '../core/line-items.ts';
import type { PageBlock } from './block-index.ts';
import {
  checkVisibility,
  closest,
  firstChildOf,
  getAttribute,
  hasAttributes,
  localNameOf,
  nextSiblingOf,
  nodeTypeOf,
  querySelectorAll,
  shadowRootOf,
} from './dom.ts';
import { canHostShadow, composedParent } from './shadow.ts';

/** Longest text that can be a price: "Sale price from US$12,495.00 excl. VAT / unit". */
const MAX_PRICE_UNITS = 48;
/** Steps up that bring something new; elements with a single child are not counted. */
const MAX_LEVELS = 8;
/** Steps up of any kind. */
const MAX_STEPS = 24;
/** Steps that bring something new on the way from a price with its control to the name. */
const MAX_NAME_LEVELS = 6;
/** Nodes that are looked at around one price for a control; the box to buy with of a large shop has more than a thousand. */
const MAX_BOX_NODES = 2_000;
/** Up to so many nodes, a name may stand anywhere in the card; in a larger one before the price. */
const MAX_SMALL_NODES = 500;
/** Nodes of a whole card: the upper part of a product page. */
const MAX_CARD_NODES = 6_000;
/** Elements within elements that are looked into; the stack has an end. */
const MAX_DEPTH = 200;
/** No card has more children than that, blanks between them included; a flat page has. */
const MAX_CHILDREN = 120;
const MAX_CARD_BLOCKS = 400;
const MAX_NAME_UNITS = 300;
/** Longer text describes and does not name. */
const MAX_TEXT_NAME_UNITS = 120;
/** Shorter words beside an amount say something of it. */
const MIN_BESIDE_PRICE = 6;
const MIN_NAMED_PRICE = 10;
/** A group of so many links is a menu, and its heading names no product. */
const MAX_LINKS = 8;
/** Longer text is not even looked at for a name. */
const MAX_PROSE_UNITS = 1_000;
const MAX_FIELDS = 40;
/** Longer text is prose, and the amounts in it are not the price. */
const MAX_PRICED_UNITS = 160;
/** Labels stand in short text. */
const MAX_LABELLED_UNITS = 400;
/** As much before and behind an amount says what it is. */
const MAX_LABEL_UNITS = 24;

/* Words */

const CURRENCY =
  '(?:(?:US|HK|NT|CA|AU|NZ|MX|A|C|S|R)?[$＄]|[€£￡¥￥₩₹₽฿₫₺₴₱₪]|(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|TWD|AUD|CAD|SGD|INR|KRW|CHF|SEK|NOK|DKK|PLN|CZK|AED|SAR|BRL|MXN|ZAR|NZD|THB|MYR)(?![A-Za-z])|人民币|Rs\\.?(?![A-Za-z]))';
const NUMBER = "[0-9０-９](?:[0-9０-９.,'’\\u00a0\\u202f]|[ ](?=[0-9]{3}(?![0-9])))*";
const CODE =
  /(?:^|[^A-Za-z])(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|TWD|AUD|CAD|SGD|INR|KRW|CHF|SEK|NOK|DKK|PLN|CZK|AED|SAR|BRL|MXN|ZAR|NZD|THB|MYR|Rs\.?)(?![A-Za-z])/;
const HAS_DIGIT = /[0-9０-９]/;
/** A currency sign; 元 behind a number, or 万. */
const HAS_SIGN = /[$£-¥\u20a0-\u20cf￥￡＄]|[0-9万][ \u00a0]*元/;
/** An amount with its currency on either side. */
const MONEY = new RegExp(
  `(?:${CURRENCY}\\s*-?${NUMBER}(?:\\s*万)?(?:\\s*元)?|${NUMBER}\\s*(?:万?元|(?<![A-Za-z])${CURRENCY}(?![0-9])))`,
  'g',
);

/** Signs that may stand around words. Ranges, for `\p{L}` takes half a millisecond to compile, in each frame of each page. */
const GAP = '[\\s!-/:-@[-`{-~\\u00a0-\\u00bf\\u2000-\\u2bff\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20]';
const HAS_LETTER = /[A-Za-z\u00c0-\u1fff\u3040-\ud7ff]/;
const HAS_WORD = /[A-Za-z\u00c0-\u1fff]{2}|[\u3040-\ud7ff]|[A-Za-z].{0,40}\d|\d.{0,40}[A-Za-z]/;

/** Matches texts that are one of these, given in lower case, and nothing else but signs. */
function whole(...words: readonly string[]): RegExp {
  return new RegExp(`^${GAP}*(?:${words.join('|')})${GAP}*$`, 'i');
}

/** What a control says that puts something into a cart, an order or a request. */
const buying = lazy((): readonly RegExp[] => [
  /^.{0,2}\badd\b.{0,120}? to (?:(?:my|your|the|a|this|current|shopping) )*(?:cart|basket|bag|trolley|order|list|quote|rfq|enquiry|inquiry|project|requisition|purchase (?:list|order))\b/i,
  /^.{0,2}\b(?:buy|order|purchase|pre-?order)(?: it| this| online)?(?: now| today| new| here)?(?:[^\w\u3040-\ud7ff]{0,2}$|\s?[:–—|·•-]|(?: for| at)? ?[$€£¥￥]|,? (?:for|from|with|at|on) )/i,
  /^.{0,2}\b(?:request|get|ask for)(?: an?| your| my| free| instant| special)* ?(?:quote|quotation|rfq|pricing)\b/i,
  whole(
    'add(?: item)?',
    '(?:select|choose) options?',
    'configure(?: (?:&|and) buy)?',
    '(?:enquire|inquire)(?: now)?',
    'send (?:an? )?(?:enquiry|inquiry)',
  ),
  whole(
    '(?:立即|马上|馬上|我要|直接|在线|一键|现在|去|快速|确认|领券|到店)?(?:购买|購買|采购|採購|订购|訂購|下单|下單|抢购|搶購|询价|詢價|加购|加購|预订|预定|預購|预购|申购|选购|秒杀)[\\d.,]*',
    '(?:咨询|获取|索取|申请)(?:底价|报价|价格)',
    '发起(?:询价|采购)',
    '立即抢',
  ),
  /^(?:点击|立即)?(?:加入|放入|添加到|添加至|加到|加进)(?:我的)?(?:购物车|購物車|购物袋|购物篮|采购车|采购单|采购清单|采购计划|采购篮|进货单|进货车|清单|询价单|询价车|询价篮|询价|报价单)/,
]);
const NOT_BUYING = /\b(?:compare|comparison|wish ?-?list|favou?rites?|alerts?)\b|^.{0,2}\badd (?:all|both|selected|these)\b/i;
/** The same where nothing but the words tells that it is a control. */
const BUY_TEXT =
  /^(?:add to (?:cart|basket|bag|quote)|buy (?:it )?now|(?:立即|马上|我要)(?:购买|购買|采购|订购|下单|抢购|询价)|(?:加入|放入|添加到)(?:购物车|購物車|采购车|采购单|进货单|询价单)|加购)$/i;
/** How code names such controls. */
const BUY_CODE =
  /add[-_]?(?:item[-_]?)?(?:to[-_]?)?(?:cart|basket|bag|quote)|buy[-_]?now|(?:btn|button)[-_]buy|buy[-_](?:btn|button)|tocart|cart[-_/](?:add|update)/i;
/** Sums, which are prices of nothing in particular. */
const TOTAL =
  /^(?:(?:sub|grand|order|cart|basket|estimated|your)[\s-]*)*total(?: price| amount| due| cost)?(?:\s*\([^)]*\))?\s*(?:[:：$€£¥￥\d]|$)|^(?:合计|合計|总计|總計|小计|小計|应付|总价|总额|總額|订单金额|商品总价)/i;

/** Words around a product that do not name it. */
const noNames = lazy((): readonly RegExp[] => [
  whole(
    '(?:our |sale |regular |list |unit |special |final |now |your |retail |net |advertised )*(?:price|pricing|total|sub-?total)',
    'price range|qty|quantity|each|ea|pcs|from|to|now|new|hot|sale|on sale|deals?|ads?|advertisement|sponsored|promoted|limited[ -]time.*',
    'sizes?|colou?rs?|options?|home|cart|basket|bag|checkout|secure checkout|summary|order summary|overview|description|specifications|details?|features',
    'share|compare|filters?|sort by|min|max|apply|coupons?|promo code|payment|secure transaction|warranty|availability|wish ?-?list|sold out|best ?-?seller',
    'shopping cart|your (?:cart|basket|order|bag)|add to (?:compare|wish ?-?list|favou?rites)|save(?: for later| this item)?|register|sign in.*|log ?in.*',
    'view(?: all| details?| product| more| cart)?|see (?:all|details|more|options).*|(?:learn|read) more|more(?: info| information| details)?|quick (?:view|look|shop)',
    'customers? also .*|recommended.*|related (?:products|items).*|you may also .*|frequently bought .*',
  ),
  /^(?:in stock|out of stock|available|only \d|\d+ (?:in stock|left|available|sold|reviews?|ratings?|offers?|items?|customer)|usually ships|ships |shipping|delivery|delivers?|get it |free (?:shipping|delivery|returns?)|fast |returns?\b|sold by|fulfil+ed by|dispatched|by |was |rrp|msrp|save |incl?(?:uding)?\b|excl?(?:uding)?\b|plus |tax |vat |coupon|discount|rated |\(?\d[\d.,]*\)?$|\d(?:\.\d)? out of|part(?: no| number| #|#)|sku|model(?: no| number| #|#|:)|item(?: no| number| #|#)|mfr|mfg|mpn|upc)/i,
  /^(?:价格|价\s*格|售价|现价|原价|促销价|活动价|京东价|商城价|市场价|参考价|协议价|单价|总价|合计|小计|总计|数量|数\s*量|库存|有货|无货|现货|缺货|包邮|免运费|运费|配送|送至|发货|评价|累计评价|销量|月销|已售|收藏|关注|加关注|对比|分享|客服|在线客服|联系|查看|详情|更多|优惠|领券|促销|自营|京东自营|广告|筛选|排序|购物车|去结算|结算|型号|货号|品牌|规格|颜色|尺寸|请选择|登录|注册|支持|服务|赠品|积分|限购|新品|热卖|推荐|首页|店铺|看了又看|相关商品|猜你喜欢)(?:[\s:：（(\d|]|.{0,4}$)/,
  /(?:旗舰店|专营店|专卖店|官方店|条评价|人付款|人评价|件已售)$|^满\s*\d/,
]);
const LABEL = /^[^:：]{1,20}[:：]/;
const SENTENCE = /[.!?。！？;；]$/;

/** Classes of what names a product, and of what names something else. */
const NAMED_CLASS =
  /(?:^|[\s_-])(?:name|title|tit|headline)(?![a-z])|(?:product|item|goods|sku|card|prod|ware|commodity|offer)[-_]*(?:name|title)|[a-z](?:Name|Title)(?![a-z])/;
const OTHER_NAME =
  /(?:brand|shop|store|seller|vendor|supplier|company|user|author|sub|section|page|modal|price|filter|widget|block|categor(?:y|ies)|cat|attr|spec|option|slot|label|review|merchant|mall|manufacturer|mfr|nick|tab|nav|menu|promo)[\s_-]*(?:name|tit(?:le)?|headline)|promo|slogan/i;
const PROMOTION_CLASS = /(?:^|[\s_-])(?:promo|slogan|badge|tag|tags|label-|advert)/i;

/* Prices */
const STRUCK_TAGS: ReadonlySet<string> = new Set(['del', 's', 'strike']);
const STRUCK_CLASS = /line-through|strike-?through|(?:^|[\s_-])(?:striked?|struck|crossed(?:-out)?)(?![a-z])|a-text-strike/i;
const FORMER_CLASS =
  /(?:old|was|orig(?:in(?:al)?)?|list|regular|before|compare(?:[-_]?at)?|msrp|rrp|market|prev(?:ious)?|retail)[-_]*price|price[-_]*(?:item[-_]*)?(?:old|was|orig\w*|list|regular|before|compare\w*|msrp|rrp|market|prev\w*)(?![a-z])|a-text-price/i;
const FORMER_LABEL = /^[^A-Za-z\u3040-\ud7ff]*(?:was|before|originally|reg\.?|previous(?:ly)?)\b|原价|原價|划线价|吊牌价/i;
const LIST_LABEL =
  /\b(?:list|rrp|msrp|srp|m\.s\.r\.p|regular price|retail|typical|compare at)\b|市场价|市場價|参考价|指导价|官方价|专柜价/i;
const NOT_THE_PRICE =
  /\b(?:save|saving|savings|off|discount|coupon|rebate|shipping|delivery|deposit|cash ?back|gift|orders? over|rewards?|points|trade-?in|fee|protection plan|total|subtotal)\b|[满减省返赠]|优惠|券|运费|定金|押金|积分|合计|总计|小计/i;
const NOT_THE_PRICE_BEHIND =
  /^[\s(]*(?:off|discount|coupon|rebate|shipping|delivery|deposit|cash ?back|gift|rewards?|savings|fee)(?![a-z])|^\s*(?:运费|优惠|券|立减|定金|押金|积分)/i;
/** Words that say nothing of the amount: "Free shipping", "Save 20%"; and 券后价, the price after the voucher, is a price. */
const HARMLESS = /free (?:shipping|delivery|returns)|包邮|免运费|(?:save|-)?\s*\d+\s*%(?: off)?|券后价?|到手价?/gi;
/** Words that stand with an amount and name nothing. */
const ABOUT_PRICE =
  /\b(?:price|was|save|off|from|shipping|delivery|now|only|per|each|total|item|deal|month|tax|vat|incl?|excl?|list|rrp|msrp|points|coupon|orders?|buy|at|for|or|with|budget|fee)\b|[价元省减运券费额]|优惠|预算/i;
const IN_PARTS =
  /\/\s*(?:mo|month|yr|year|oz|kg|g|lb|ml|l|m|ft|hr|hour|day|user|月|年|天|克|斤|公斤|千克|米|升|毫升|\d)|\bper (?:month|year|user|day|hour)\b|\bx ?\d|分期|月供|\d\s*期/i;
const PER_UNIT = /^\s*(?:\/|per |每)\s*([A-Za-z]{1,12}|[\u3400-\u9fff]{1,3})/i;

/* Part numbers: the maker's own first, the shop's last. */
const partLabels = lazy((): readonly RegExp[] => [
  /(?:^|[\s|,;(])(?:(?:mfr|mfg|manufacturer|oem|vendor)(?:\.|'s)?\s*(?:part|model|item|product)?\s*(?:numbers?|no|num|code|id|#)?|mpn)\s*\.?\s*[#＃]?\s*(?:[:：]|$|(?<=#|＃|\.)|(?=\s[A-Z0-9]))|(?:厂商|原厂|制造商|厂家)(?:型号|货号|编号|料号)\s*[:：]?/i,
  /(?:^|[\s|,;(])(?:part|p\/n|pn|model)\s*(?:numbers?|no|num|code|id|name)?\s*\.?\s*[#＃]?\s*(?:[:：]|$|(?<=#|＃|\.))|(?:规格型号|产品型号|商品型号|型\s*号|料号|订货号|零件号|部件号)\s*(?:[:：]|$)/i,
  /(?:^|[\s|,;(])(?:sku|item|product|stock|catalog(?:ue)?|cat|order|cdw|insight)\s*(?:part|item)?\s*(?:numbers?|no|num|code|id|model)?\s*\.?\s*[#＃]?\s*(?:[:：]|$|(?<=#|＃|\.))|(?:货\s*号|商品编号|商品编码|产品编号|产品编码|物料编码|物料编号|物料号)\s*(?:[:：]|$)/i,
]);
const UNIT_LABEL = /(?:^|[\s|,;(])(?:(?:sales |order )?unit|uom|(?:计量|销售|包装)?单位)\s*(?:[:：]|$)/i;
const PART_VALUE = /^\s*([A-Za-z0-9][A-Za-z0-9\-_./+=#]{1,39})(?![A-Za-z0-9])/;

const QUANTITY_FIELD = /\bqty|qty\b|quantity|quantit|buy-?_?num|\bnum\b|数量/i;
const OTHER_FIELD = /price|min|max|search|filter|zip|postal|card/i;
/** Labels of what a product is and costs. Looked up: a pattern of them all took a millisecond to be made, on most pages. */
const knownLabels = lazy(
  (): ReadonlySet<string> =>
    new Set(
      (
        'product|item|name|product name|item name|description|title|part|part no|part number|p/n|pn|mpn|sku|model|model no|model number|' +
        'qty|quantity|unit|units|uom|price|unit price|list price|cost|amount|total|total price|line total|extended price|brand|manufacturer|vendor|' +
        '品名|名称|商品|商品名称|产品|产品名称|货物名称|物品名称|设备名称|型号|规格|规格型号|货号|料号|物料编码|品牌|厂商|制造商|数量|采购数量|单位|单价|价格|金额|总价|总金额|合计|小计|预算金额|预算'
      ).split('|'),
    ),
);
const MAKERS_PART = /^mfr\.? part/;
const OUTER_GAPS = new RegExp(`^${GAP}+|${GAP}+$`, 'g');

function isBuying(words: string): boolean {
  return words !== '' && words.length <= 200 && buying().some((pattern) => pattern.test(words)) && !NOT_BUYING.test(words);
}

function isNoName(text: string): boolean {
  return noNames().some((pattern) => pattern.test(text));
}

/** Whether the text is an amount with its currency, or a currency sign whose number stands in a block of its own. */
export function looksLikePrice(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > MAX_PRICE_UNITS) return false;
  if (!HAS_DIGIT.test(text)) return length <= 3 && HAS_SIGN.test(text);
  return HAS_SIGN.test(text) || CODE.test(text);
}

/* Finding the card */

const NO_RANK = 0;
/** Any text that could be a name. */
const TEXT = 1;
/** Text of a link, or bold: a name where a picture stands by. */
const LINK = 2;
/** A heading, or text that is marked as a name. */
const NAME = 3;
/** The heading of the page. */
const TITLE = 4;

/** What stands in a piece of the page. */
interface Survey {
  nodes: number;
  /** P for prices and B for controls to buy with, in the order of the page, runs as one: "PB". */
  trade: string;
  /** Words of the first control. */
  words: string;
  /** The best that could be a name; and the best before the first price, where a long link is as good as a heading. */
  rank: number;
  lead: number;
  /** Whether a picture stands before the first price. */
  hasPicture: boolean;
  links: number;
  first: string;
  last: string;
}

type ShadowOf = (element: Element) => ShadowRoot | null;

/** Surveys made in this task, in which the page cannot change: prices of one list look through the same neighbours. */
let task: { readonly shadowOf: ShadowOf; readonly surveys: Map<Node, Survey> } | null = null;

function surveysOfTask(shadowOf: ShadowOf): Map<Node, Survey> {
  if (task?.shadowOf === shadowOf) return task.surveys;
  if (task === null) {
    queueMicrotask(() => {
      task = null;
    });
  }
  task = { shadowOf, surveys: new Map() };
  return task.surveys;
}

const SKIPPED: ReadonlySet<string> = new Set([
  'script', 'style', 'template', 'noscript', 'svg', 'select', 'option', 'datalist', 'iframe', 'object', 'canvas', 'video', 'audio', 'textarea',
]); // biome-ignore format: a list to read, not to scroll
const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const PAGE_PARTS: ReadonlySet<string> = new Set(['html', 'body', 'nav', 'footer']);
const PAGE_ROLES: ReadonlySet<string> = new Set(['navigation', 'banner', 'contentinfo', 'search', 'menu', 'menubar']);
const SECTIONS: ReadonlySet<string> = new Set(['article', 'section', 'li', 'main', 'aside']);
/** What is whole in itself: the name of what is sold in one stands in it. */
const ITEMS: ReadonlySet<string> = new Set(['li', 'article', 'dialog']);

function emptySurvey(): Survey {
  return { nodes: 0, trade: '', words: '', rank: NO_RANK, lead: NO_RANK, hasPicture: false, links: 0, first: '', last: '' };
}

function addTrade(trade: string, more: string): string {
  let all = trade;
  for (const mark of more) if (all.length < 4 && !all.endsWith(mark)) all += mark;
  return all;
}

function isForSale({ trade }: Survey): boolean {
  return trade.length >= 2;
}

/** Prices and equal controls in turn: more than one thing is sold here. */
function isManyForSale({ trade }: Survey): boolean {
  return trade.length >= 4;
}

function isNamed({ rank, lead, hasPicture, nodes }: Survey): boolean {
  if (rank >= TITLE || lead >= NAME) return true;
  // The notes of a large box, many of them hidden, have headings of their own.
  return nodes <= MAX_SMALL_NODES && (rank >= NAME || (rank >= LINK && hasPicture));
}

/** `later` follows `early` on the page. */
function join(early: Survey, later: Survey): Survey {
  const isUnpriced = !early.trade.includes('P');
  const isSameControl = early.words === '' || later.words === '' || early.words === later.words;
  return {
    nodes: early.nodes + later.nodes,
    trade: addTrade(early.trade, isSameControl ? later.trade : later.trade.replaceAll('B', '')),
    words: early.words || later.words,
    rank: Math.max(early.rank, later.rank),
    lead: isUnpriced ? Math.max(early.lead, later.lead) : early.lead,
    hasPicture: early.hasPicture || (isUnpriced && later.hasPicture),
    links: early.links + later.links,
    first: early.first || later.first,
    last: later.last || early.last,
  };
}

/** What stands in an element that names its text that well. */
function raise(inside: Survey, rank: number): Survey {
  if (inside.rank === NO_RANK || inside.rank >= rank) return inside;
  return { ...inside, rank, lead: inside.lead === NO_RANK ? NO_RANK : Math.max(inside.lead, rank) };
}

function isNameText(text: string, rank: number): boolean {
  if (text.length > MAX_NAME_UNITS || text.length < 2 || !HAS_WORD.test(text)) return false;
  if (text.length > 12 && SENTENCE.test(text)) return false;
  if (rank <= TEXT && (text.length > MAX_TEXT_NAME_UNITS || LABEL.test(text))) return false;
  return !isNoName(text);
}

function isLongName(text: string): boolean {
  return text.length >= 24 || (text.length >= 10 && /[\u3400-\u9fff]{4}/.test(text));
}

/** Whether the text is rendered. Asked of names only: hidden notes have headings too, hidden prices and controls do no harm. */
function isShown(text: Text): boolean {
  const parent = composedParent(text);
  return parent === null || nodeTypeOf(parent) !== Node.ELEMENT_NODE || checkVisibility(parent as Element);
}

/** The shadow root of an element. Closed ones of custom elements only: asking each empty `div` costs more than all the rest. */
function rootIn(element: Element, name: string, shadowOf: ShadowOf): ShadowRoot | null {
  if (name.includes('-')) return shadowOf(element);
  return canHostShadow(name) ? shadowRootOf(element) : null;
}

/** Looks through a node and what is in it; stops where it is larger than any card. */
function survey(root: Node, shadowOf: ShadowOf): Survey {
  const found = emptySurvey();
  let depth = 0;

  function text(node: Text, rank: number, control: string[] | null): void {
    const said = node.data.trim();
    if (said === '') return;
    found.first ||= said.slice(0, MAX_PRICE_UNITS);
    found.last = said.slice(0, MAX_PRICE_UNITS);
    if (control !== null && control.length < 8) control.push(said.slice(0, 80));
    if (looksLikePrice(said)) {
      // "FortiGate 60F – $595" is both.
      const rest = said.length < MIN_NAMED_PRICE ? '' : nameIn(said);
      if (rest.length >= MIN_BESIDE_PRICE && !ABOUT_PRICE.test(rest)) name(rest, rank, node);
      found.trade = addTrade(found.trade, 'P');
    } else if (control === null && said.length <= 16 && BUY_TEXT.test(said)) sell(said);
    else name(said, rank, node);
  }

  function name(said: string, rank: number, node: Text): void {
    const isUnpriced = !found.trade.includes('P');
    const lead = rank === LINK && isLongName(said) ? NAME : rank;
    const isBetter = rank > found.rank || (isUnpriced && lead > found.lead);
    if (!isBetter || !isNameText(said, rank) || (rank >= NAME && !isShown(node))) return;
    found.rank = Math.max(found.rank, rank);
    if (isUnpriced) found.lead = Math.max(found.lead, lead);
  }

  function sell(words: string): void {
    found.words ||= words;
    if (found.words === words) found.trade = addTrade(found.trade, 'B');
  }

  function children(parent: Node, rank: number, control: string[] | null): void {
    depth += 1;
    for (let node = firstChildOf(parent); node !== null && found.nodes <= MAX_CARD_NODES; node = nextSiblingOf(node)) {
      visit(node, rank, control);
    }
    depth -= 1;
  }

  function visit(node: Node, rank: number, control: string[] | null): void {
    found.nodes += 1;
    const type = nodeTypeOf(node);
    if (type === Node.TEXT_NODE) text(node as Text, rank, control);
    else if (depth > MAX_DEPTH) return;
    else if (type === Node.ELEMENT_NODE) element(node as Element, rank, control);
    else if (type === Node.DOCUMENT_FRAGMENT_NODE) children(node, rank, control);
  }

  function element(at: Element, rank: number, control: string[] | null): void {
    const name = localNameOf(at);
    if (SKIPPED.has(name)) return;
    if (name === 'img' || name === 'picture') {
      if (!found.trade.includes('P')) found.hasPicture = true;
      return;
    }
    if (name === 'input') {
      const words = wordsOfInput(at);
      if (isBuying(words)) sell(words);
      return;
    }
    const role = getAttribute(at, 'role');
    const isButton = name === 'button' || role === 'button';
    const isLink = name === 'a';
    let inner = rank;
    if (isButton) inner = NO_RANK;
    else if (rank !== NO_RANK && rank < NAME) inner = Math.max(rank, rankOf(at, name, role));
    const root = rootIn(at, name, shadowOf);
    if (!isButton && !isLink) {
      children(at, inner, control);
      if (root !== null) children(root, inner, control);
      return;
    }
    if (isLink) found.links += 1;
    const { trade, rank: before, lead, last } = found;
    const said: string[] = [];
    children(at, inner, said);
    if (root !== null) children(root, inner, said);
    control?.push(...said);
    const words = wordsOf(at, said.join(' '));
    if (words === null) return;
    // The words of the control are neither a name nor, as in "Buy now for $9", another price.
    Object.assign(found, { trade, rank: before, lead, last });
    sell(words);
  }

  visit(root, TEXT, null);
  return found;
}

/** How well an element names what its text says. */
function rankOf(element: Element, name: string, role: string | null): number {
  if (name === 'h1') return TITLE;
  if (HEADINGS.has(name) || role === 'heading' || isMarkedAsName(element, getAttribute(element, 'class') ?? '')) return NAME;
  return name === 'a' || name === 'b' || name === 'strong' ? LINK : TEXT;
}

/** The words by which a control buys; null where it does not. */
function wordsOf(control: Element, text: string): string | null {
  if (isBuying(text) && text.length <= MAX_PRICE_UNITS) return text;
  // Spoken words name the product: they do not tell one control from another.
  if (isBuying(getAttribute(control, 'aria-label')?.trim() ?? '') || isBuying(getAttribute(control, 'title')?.trim() ?? '')) return '*';
  if (HAS_LETTER.test(text)) return null;
  for (const name of ['class', 'id', 'name', 'href', 'data-action']) if (BUY_CODE.test(getAttribute(control, name) ?? '')) return '*';
  const form = closest(control, 'form');
  return form !== null && BUY_CODE.test(getAttribute(form, 'action') ?? '') ? '*' : null;
}

function wordsOfInput(input: Element): string {
  const type = getAttribute(input, 'type')?.toLowerCase();
  if (type !== 'submit' && type !== 'button' && type !== 'image') return '';
  return (
    getAttribute(input, 'value') ||
    getAttribute(input, 'alt') ||
    getAttribute(input, 'aria-label') ||
    getAttribute(input, 'title') ||
    ''
  ).trim();
}

function isMarkedAsName(element: Element, type: string): boolean {
  if (type !== '' && type.length < 400 && NAMED_CLASS.test(type) && !OTHER_NAME.test(type)) return true;
  return getAttribute(element, 'itemprop') === 'name';
}

function isRow(element: Element): boolean {
  return localNameOf(element) === 'tr' || getAttribute(element, 'role') === 'row';
}

function isInRow(element: Element): boolean {
  for (let at: Node | null = element; at !== null; at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && isRow(at as Element)) return true;
  }
  return false;
}

function isPagePart(element: Element): boolean {
  const name = localNameOf(element);
  if (PAGE_PARTS.has(name) || PAGE_ROLES.has(getAttribute(element, 'role') ?? '')) return true;
  if (name !== 'header') return false;
  for (let at = composedParent(element); at !== null; at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && SECTIONS.has(localNameOf(at as Element))) return false;
  }
  return true;
}

/** Whether two neighbours look like two items of one list. */
function isAlike(a: Node, b: Node): boolean {
  if (nodeTypeOf(a) !== Node.ELEMENT_NODE || nodeTypeOf(b) !== Node.ELEMENT_NODE) return false;
  if (localNameOf(a as Element) !== localNameOf(b as Element)) return false;
  const first = (element: Element) => getAttribute(element, 'class')?.trim().split(/\s/, 1)[0] ?? '';
  return first(a as Element) === first(b as Element);
}

/** Whether the element has more children than any card. Asking for their number costs as much as there are. */
function isCrowded(parent: Node): boolean {
  let count = 0;
  for (let node: Node | null = firstChildOf(parent); node !== null; node = nextSiblingOf(node)) {
    count += 1;
    if (count > MAX_CHILDREN) return true;
  }
  return false;
}

function* childrenOf(parent: Node, shadowOf: ShadowOf): Generator<Node> {
  for (let node: Node | null = firstChildOf(parent); node !== null; node = nextSiblingOf(node)) yield node;
  const root = nodeTypeOf(parent) === Node.ELEMENT_NODE ? rootIn(parent as Element, localNameOf(parent as Element), shadowOf) : null;
  if (root !== null) yield root;
}

/**
 * The product card that a price stands in: the smallest element with a name and a control to buy with, and nothing else for
 * sale in it. Null where there is none, and in rows of tables and grids. `shadowOf`: shadow roots as far as they are known;
 * without it the open ones.
 */
export function cardAround(price: Element, shadowOf: ShadowOf = shadowRootOf): Element | null {
  const surveys = surveysOfTask(shadowOf);
  const surveyOf = (node: Node): Survey => {
    const known = surveys.get(node) ?? survey(node, shadowOf);
    surveys.set(node, known);
    return known;
  };

  let child: Node = price;
  let seen = surveyOf(price);
  let label = TOTAL.test(seen.first) ? seen.first : '';
  /** The smallest element with all but a name worth the word. */
  let meagre: Element | null = null;
  let levels = 0;
  let nameLevels = 0;
  for (let step = 0; step < MAX_STEPS && !TOTAL.test(label); step += 1) {
    if (seen.nodes > (isForSale(seen) ? MAX_CARD_NODES : MAX_BOX_NODES)) break;
    if (nodeTypeOf(child) === Node.ELEMENT_NODE) {
      const at = child as Element;
      if (isRow(at) || isPagePart(at)) break;
      seen = raise(seen, rankOf(at, localNameOf(at), getAttribute(at, 'role')));
      if (isForSale(seen)) {
        if (isManyForSale(seen)) break;
        if (isNamed(seen)) return isInRow(at) ? null : at;
        if (seen.rank > NO_RANK && seen.nodes <= MAX_SMALL_NODES && (nameLevels === 0 || (nameLevels === 1 && seen.hasPicture)))
          meagre ??= at;
        if (ITEMS.has(localNameOf(at)) || nameLevels >= MAX_NAME_LEVELS) break;
      }
    }
    const parent = composedParent(child);
    if (parent === null || nodeTypeOf(parent) === Node.DOCUMENT_NODE) break;
    if (isCrowded(parent)) break;

    const wasForSale = isForSale(seen);
    let early = emptySurvey();
    let later = emptySurvey();
    let isBehind = false;
    let isList = false;
    for (const node of childrenOf(parent, shadowOf)) {
      if (node === child) {
        isBehind = true;
        continue;
      }
      let other = surveyOf(node);
      // A neighbour that is a card itself, or is to this part what one product of a list is to the next.
      isList = isNamed(other) && (isForSale(other) || (isAlike(node, child) && other.trade === 'P' && isNamed(seen) && !wasForSale));
      if (isList || early.nodes + later.nodes > MAX_CARD_NODES) break;
      // On the way to a name: it stands before what it names, and no menu has it. The heading of the page may stand anywhere.
      const isOff = wasForSale && other.rank < TITLE && ((isBehind && nameLevels > 0) || other.links > MAX_LINKS);
      if (isOff) other = { ...other, rank: NO_RANK, lead: NO_RANK };
      if (isBehind) later = join(later, other);
      else early = join(early, other);
    }
    if (isList) break;
    label ||= early.last;
    if (early.nodes + later.nodes > 0 && (early.first !== '' || later.first !== '' || early.trade + later.trade !== '')) {
      levels += 1;
      if (wasForSale) nameLevels += 1;
      if (levels - nameLevels > MAX_LEVELS) break;
    }
    seen = join(join(early, seen), later);
    child = parent;
  }
  return meagre === null || isInRow(meagre) || TOTAL.test(label) ? null : meagre;
}

/* Reading the card */

/** What a piece of text is by the elements around it. */
interface Place {
  readonly isStruck: boolean;
  readonly isFormer: boolean;
  readonly isControl: boolean;
  /** How well the place names the product; headings by their level. */
  readonly rank: number;
  /** The element that makes it a name. */
  readonly group: Element | null;
}

const RANKS: ReadonlyMap<string, number> = new Map([
  ['h1', 11],
  ['h2', 10],
  ['h3', 9],
  ['h4', 7],
  ['h5', 6],
  ['h6', 5],
]);
/** Marked as a name by its class. */
const MARKED = 8;
/** From here on all text of the element is the name; below, each block on its own. */
const LEAST_GROUP = 5;
/** A link to where the picture leads too. */
const PRODUCT_LINK = 4;
const ANY_LINK = 3;
const BOLD = 2;
const PLAIN = 1;

const OUTSIDE: Place = { isStruck: false, isFormer: false, isControl: false, rank: PLAIN, group: null };

function placesIn(card: Element): (element: Node) => Place {
  const known = new Map<Node, Place>();
  const pictured = hrefsOfPictures(card);

  function read(element: Element, around: Place): Place {
    const name = localNameOf(element);
    const hasMarks = hasAttributes(element);
    const type = (hasMarks && getAttribute(element, 'class')) || '';
    const role = hasMarks ? getAttribute(element, 'role') : null;
    let rank = RANKS.get(name) ?? (role === 'heading' ? LEAST_GROUP : NO_RANK);
    if (hasMarks && isMarkedAsName(element, type)) rank = Math.max(rank, MARKED);
    if (name === 'a') rank = Math.max(rank, pictured.has(getAttribute(element, 'href') ?? '') ? PRODUCT_LINK : ANY_LINK);
    else if (name === 'b' || name === 'strong') rank = Math.max(rank, BOLD);
    const isControl = around.isControl || name === 'button' || role === 'button' || PROMOTION_CLASS.test(type);
    const isStruck = around.isStruck || STRUCK_TAGS.has(name) || STRUCK_CLASS.test(type);
    const isFormer = around.isFormer || FORMER_CLASS.test(type);
    // The innermost mark of the same kind is the name itself, and not the name with all that belongs to it.
    const isBetter = rank > around.rank || (rank === MARKED && around.rank === MARKED);
    if (!isBetter && isControl === around.isControl && isStruck === around.isStruck && isFormer === around.isFormer) return around;
    return { isStruck, isFormer, isControl, rank: isBetter ? rank : around.rank, group: isBetter ? element : around.group };
  }

  return (node) => {
    const chain: Node[] = [];
    let place: Place | undefined;
    for (let at: Node | null = node; at !== null && chain.length < MAX_DEPTH; at = at === card ? null : composedParent(at)) {
      place = known.get(at);
      if (place !== undefined) break;
      chain.push(at);
    }
    place ??= OUTSIDE;
    for (const at of chain.reverse()) {
      if (nodeTypeOf(at) === Node.ELEMENT_NODE) place = read(at as Element, place);
      known.set(at, place);
    }
    return place;
  };
}

function hrefsOfPictures(card: Element): ReadonlySet<string> {
  const hrefs = new Set<string>();
  for (const picture of querySelectorAll(card, 'a[href] img')) {
    const href = getAttribute(closest(picture, 'a') ?? picture, 'href');
    if (href !== null && href !== '' && !href.startsWith('#') && !href.startsWith('javascript:')) hrefs.add(href);
    if (hrefs.size >= 4) break;
  }
  return hrefs;
}

/** A stretch of a block: what is struck out is left away, and what is of another kind stands apart. */
interface Stretch {
  text: string;
  readonly isFormer: boolean;
  readonly isControl: boolean;
}

/** Tags that change how text looks within a word or number. */
const MARKS: ReadonlySet<string> = new Set(['b', 'strong', 'i', 'em', 'font', 'mark', 'u', 'small', 'big', 'sup', 'sub', 'bdi', 'bdo']);

/** What stands between two pieces of text of one block: nothing within a number or word, else a blank. */
function gapBetween(text: string, piece: string, before: Node | null, parent: Node | null): string {
  if (text === '' || before === parent || /\s$/.test(text) || /^\s/.test(piece)) return '';
  if (/[$¥￥€£.,]$/.test(text) && /^[\d.,]/.test(piece)) return '';
  if (/\d$/.test(text) && /^(?:[.,]\d|[.,]$|万?元)/.test(piece)) return '';
  const isMark = (inner: Node | null, outer: Node | null) =>
    inner !== null &&
    nodeTypeOf(inner) === Node.ELEMENT_NODE &&
    MARKS.has(localNameOf(inner as Element)) &&
    composedParent(inner) === outer;
  if (!isMark(parent, before) && !isMark(before, parent)) return ' ';
  // "$1,299" and a small "00" are $1,299.00.
  return /^sup$/.test(localNameOf(parent as Element)) && /^\d\d$/.test(piece.trim()) && /\d$/.test(text) ? '.' : '';
}

/** Puts the stretches of a block behind the others, and what may be a name to the names. */
function addStretches(block: PageBlock, placeOf: (node: Node) => Place, card: Element, stretches: Stretch[], names: Names): void {
  let current: Stretch | null = null;
  let before: Node | null = null;
  for (let i = 0; i < block.nodes.length; i += 1) {
    const parent = composedParent(block.nodes[i] as Text);
    const place = placeOf(parent ?? card);
    const piece = block.text.slice(block.starts[i], block.starts[i + 1] ?? block.text.length);
    if (place.isStruck) {
      current = null;
      continue;
    }
    if (current === null || current.isFormer !== place.isFormer || current.isControl !== place.isControl) {
      current = { text: '', isFormer: place.isFormer, isControl: place.isControl };
      stretches.push(current);
      before = null;
    }
    current.text += gapBetween(current.text, piece, before, parent) + piece;
    before = parent;
    if (!place.isControl)
      names.add(place.rank >= LEAST_GROUP && place.group !== null ? place.group : `${block.id} ${place.rank}`, piece, place.rank);
  }
}

/** How likely an amount is the price of the product; 0: it is not. `label` stands in another element before it. */
function rankOfPrice(before: string, after: string, label: string, isFormer: boolean): number {
  const words = before.replace(HARMLESS, '');
  if (FORMER_LABEL.test(words) || NOT_THE_PRICE.test(words) || NOT_THE_PRICE_BEHIND.test(after)) return 0;
  const said = label.replace(HARMLESS, '');
  if (FORMER_LABEL.test(said)) return 0;
  if (isFormer || LIST_LABEL.test(words) || LIST_LABEL.test(said) || NOT_THE_PRICE.test(said) || IN_PARTS.test(after)) return 1;
  return 2;
}

interface Stated {
  readonly price: Money;
  readonly unit?: string;
}

/** The price that the card asks: the first of the likeliest amounts. */
function priceIn(stretches: readonly Stretch[], description: string): Stated | null {
  let best: Stated | null = null;
  let bestRank = 0;
  let label = '';
  for (let i = 0; i < stretches.length; i += 1) {
    const { text, isFormer, isControl } = stretches[i] as Stretch;
    if (isControl || text.length > MAX_PRICED_UNITS) {
      label = '';
      continue;
    }
    let whole = text;
    // A sign in a block of its own, and the number in the next ones.
    if (text.trim().length <= 3 && looksLikePrice(text.trim())) {
      for (let next = i + 1; next <= i + 3 && /^[\d.,]+$/.test(stretches[next]?.text ?? ''); next += 1) whole += stretches[next]?.text;
    }
    const amounts = [...whole.matchAll(MONEY)];
    const last = amounts.at(-1);
    const tail = last === undefined ? whole : whole.slice(last.index + last[0].length);
    let end = 0;
    for (const [at, match] of amounts.entries()) {
      const before = whole.slice(end, match.index).slice(-MAX_LABEL_UNITS);
      end = match.index + match[0].length;
      const after = whole.slice(end, amounts[at + 1]?.index).slice(0, MAX_LABEL_UNITS);
      const price = parseMoney(match[0]);
      if (price === undefined) continue;
      const own = description.includes(before.trim()) ? '' : before;
      const rank = rankOfPrice(own, after, before.trim() === '' && at === 0 ? label : '', isFormer);
      if (rank <= bestRank) continue;
      // "$120 - $150 / piece"
      const unit = (PER_UNIT.exec(after) ?? PER_UNIT.exec(tail))?.[1];
      best = { price, ...(unit !== undefined && isUnit(unit) ? { unit } : {}) };
      bestRank = rank;
    }
    const left = tail.trim();
    label = left.length <= MAX_LABEL_UNITS && !description.includes(left) ? left : '';
  }
  return best;
}

class Names {
  private readonly texts = new Map<Node | string, { text: string; rank: number }>();

  add(key: Node | string, text: string, rank: number): void {
    const known = this.texts.get(key);
    if (known === undefined) this.texts.set(key, { text, rank });
    else known.text += text;
  }

  best(): string {
    let best: { text: string; rank: number } | null = null;
    for (const { text, rank } of this.texts.values()) {
      const name = text.length > MAX_PROSE_UNITS ? '' : nameIn(text);
      const type = rank <= BOLD ? TEXT : LINK;
      if (name === '' || !isNameText(name, type) || isBuying(name)) continue;
      // A brand stands before the name, often in the same kind of element: the longer one says more.
      if (best === null || rank > best.rank || (rank === best.rank && isBrandBefore(best.text, name))) best = { text: name, rank };
    }
    return best?.text ?? '';
  }
}

function isBrandBefore(first: string, second: string): boolean {
  return first.length < 20 && second.length > first.length && second.length <= MAX_TEXT_NAME_UNITS * 2;
}

/** A text as a name: the longest stretch between the amounts in it. */
function nameIn(text: string): string {
  const [longest = ''] = text.split(MONEY).sort((a, b) => b.length - a.length);
  return longest
    .replace(/\s+/g, ' ')
    .replace(/^[\s|:：·•,;–—-]+|[\s|:：·•,;–—(-]+$/g, '')
    .slice(0, MAX_NAME_UNITS)
    .trim();
}

/** The line of a product card; null where it names nothing or states no price. `blocks`: those of the card in its order. */
export function readCard(card: Element, blocks: readonly PageBlock[]): LineDraft | null {
  const placeOf = placesIn(card);
  const names = new Names();
  const stretches: Stretch[] = [];
  for (const block of blocks.slice(0, MAX_CARD_BLOCKS)) {
    if (block.element === null) addStretches(block, placeOf, card, stretches, names);
  }
  const description = names.best();
  const stated = priceIn(stretches, description);
  if (description === '' || stated === null) return null;
  const texts = stretches.map(({ text }) => text);
  const part = partIn(texts);
  const unit = stated.unit ?? unitIn(texts);
  const quantity = quantityIn(card);
  return {
    rows: [],
    description,
    ...(part === undefined ? {} : { part }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(unit === undefined ? {} : { unit }),
    price: stated.price,
    ...(quantity === undefined ? {} : { amount: multiplyMoney(stated.price, quantity) }),
  };
}

/** What stands behind the label: in the same text or, where the label is all of it, in the next one. */
function valuesOf(texts: readonly string[], label: RegExp): string[] {
  return texts.flatMap((text, i) => {
    const match = text.length > MAX_LABELLED_UNITS ? null : label.exec(text);
    if (match === null) return [];
    return text.slice(match.index + match[0].length).trim() || (texts[i + 1] ?? '').trim();
  });
}

function partIn(texts: readonly string[]): string | undefined {
  for (const label of partLabels()) {
    for (const text of valuesOf(texts, label)) {
      const value = PART_VALUE.exec(text)?.[1]?.replace(/[.,#/=]+$/, '');
      if (value !== undefined && value.length >= 4 && /\d/.test(value) && !looksLikePrice(value)) return value;
    }
  }
  return undefined;
}

function unitIn(texts: readonly string[]): string | undefined {
  return valuesOf(texts, UNIT_LABEL)
    .map((text) => text.split(/\s/, 1)[0] ?? '')
    .find(isUnit);
}

function quantityIn(card: Element): number | undefined {
  let asked = 0;
  for (const field of querySelectorAll(card, 'input, select, [role="spinbutton"]')) {
    asked += 1;
    if (asked > MAX_FIELDS) break;
    const text = quantityText(field);
    const value = text === '' ? undefined : parseQuantity(text)?.value;
    if (value !== undefined && value > 0) return value;
  }
  return undefined;
}

function quantityText(field: Element): string {
  const names = ['name', 'id', 'class', 'aria-label'].map((name) => getAttribute(field, name) ?? '').join(' ');
  if (OTHER_FIELD.test(names) && !QUANTITY_FIELD.test(names)) return '';
  const isSpinner = getAttribute(field, 'role') === 'spinbutton';
  if (field instanceof HTMLSelectElement) return QUANTITY_FIELD.test(names) ? (field.selectedOptions[0]?.label ?? '') : '';
  if (field instanceof HTMLInputElement) {
    const { type } = field;
    if (type === 'number' || ((type === 'text' || type === 'tel') && (isSpinner || QUANTITY_FIELD.test(names)))) return field.value;
    return '';
  }
  return isSpinner ? (getAttribute(field, 'aria-valuenow') ?? '') : '';
}

/* Definition lists */

const MAX_PAIRS = 40;
const MIN_LABELS = 3;

/** The text before the first colon of an item, or its first text; '' where there is none near. */
function labelOf(item: Element): string {
  let node: Node | null = firstChildOf(item);
  for (let i = 0; i < 8 && node !== null; i += 1) {
    const type = nodeTypeOf(node);
    if (type === Node.TEXT_NODE && (node as Text).data.trim() !== '') {
      const text = (node as Text).data.trim().slice(0, 30);
      return text.split(/[:：]/, 1)[0]?.trim() ?? '';
    }
    node = (type === Node.ELEMENT_NODE ? firstChildOf(node) : null) ?? nextSiblingOf(node);
  }
  return '';
}

function isLabelled(item: Element): boolean {
  const label = labelOf(item).replace(OUTER_GAPS, '').toLowerCase();
  return knownLabels().has(label) || MAKERS_PART.test(label);
}

function isLabelledList(list: Element): boolean {
  let labelled = 0;
  let asked = 0;
  for (let node = firstChildOf(list); node !== null && asked < MAX_PAIRS; node = nextSiblingOf(node)) {
    if (nodeTypeOf(node) !== Node.ELEMENT_NODE || localNameOf(node as unknown as Element) !== 'li') continue;
    asked += 1;
    if (isLabelled(node as unknown as Element)) labelled += 1;
    if (labelled >= MIN_LABELS) return true;
  }
  return false;
}

/** The `dl` around, or the list of at least three items of the kind "Price: $9"; null where there is none, and in table rows. */
export function definitionListOf(element: Element): Element | null {
  let at: Node | null = element;
  for (let step = 0; step < 5 && at !== null; step += 1, at = composedParent(at)) {
    if (nodeTypeOf(at) !== Node.ELEMENT_NODE) continue;
    const name = localNameOf(at as Element);
    if (name === 'dl') return isInRow(at as Element) ? null : (at as Element);
    if (name === 'ul' || name === 'ol') return isLabelledList(at as Element) && !isInRow(at as Element) ? (at as Element) : null;
    if (name === 'li' && !isLabelled(at as Element)) return null;
    if (name === 'table' || name === 'tr') return null;
  }
  return null;
}

/** The line that a definition list, or a list of labelled items, tells; null where it tells none. */
export function readDefinitions(list: Element, blocks: readonly PageBlock[], shadowOf: ShadowOf = shadowRootOf): LineDraft | null {
  if (blocks.length > MAX_CARD_BLOCKS) return null;
  for (const block of blocks) {
    if (!looksLikePrice(block.text)) continue;
    const card = cardAround(block.element ?? block.container, shadowOf);
    if (card !== null && card !== list) return null; // the card's line has it
  }
  const pairs = localNameOf(list) === 'dl' ? pairsOfDefinitions(list, blocks) : pairsOfItems(list, blocks);
  if (pairs.length === 0 || pairs.length > MAX_PAIRS) return null;
  return readPairs(pairs) ?? null;
}

/** The nearest element around a block, below `list`, for which `isPart` holds. */
function partAround(block: PageBlock, list: Element, isPart: (name: string) => boolean): Element | null {
  let at: Node | null = block.element ?? block.container;
  for (let step = 0; step < MAX_STEPS && at !== null && at !== list; step += 1, at = composedParent(at)) {
    if (nodeTypeOf(at) === Node.ELEMENT_NODE && isPart(localNameOf(at as Element))) return at as Element;
  }
  return null;
}

function textsOf(list: Element, blocks: readonly PageBlock[], isPart: (name: string) => boolean): Map<Element, string[]> {
  const texts = new Map<Element, string[]>();
  for (const block of blocks) {
    if (block.element !== null && !block.field) continue;
    const part = partAround(block, list, isPart);
    if (part === null) continue;
    const known = texts.get(part);
    if (known === undefined) texts.set(part, [block.text]);
    else known.push(block.text);
  }
  return texts;
}

function pairsOfDefinitions(list: Element, blocks: readonly PageBlock[]): Pair[] {
  const isPart = (name: string) => name === 'dt' || name === 'dd';
  const texts = textsOf(list, blocks, isPart);
  const pairs: Pair[] = [];
  let labels: string[] = [];
  let isNew = true;
  for (const part of querySelectorAll(list, 'dt, dd')) {
    const text = texts.get(part)?.join(' ') ?? '';
    if (localNameOf(part) === 'dt') {
      if (isNew) labels = [];
      labels.push(text);
      isNew = false;
      continue;
    }
    const value = text || String(quantityIn(part) ?? '');
    const last = pairs.at(-1);
    if (isNew && last !== undefined) pairs[pairs.length - 1] = { label: last.label, value: `${last.value} ${value}`.trim() };
    else if (!isNew) pairs.push({ label: labels.join(' '), value });
    isNew = true;
  }
  return pairs.filter(({ label, value }) => label !== '' && value !== '');
}

function pairsOfItems(list: Element, blocks: readonly PageBlock[]): Pair[] {
  const texts = textsOf(list, blocks, (name) => name === 'li');
  const pairs: Pair[] = [];
  for (const [item, said] of texts) {
    const text = said.join(' ');
    const colon = text.search(/[:：]/);
    const label = colon > 0 ? text.slice(0, colon) : labelOf(item);
    const value = (colon > 0 ? text.slice(colon + 1) : text.slice(label.length)).trim() || String(quantityIn(item) ?? '');
    if (label !== '' && value !== '') pairs.push({ label: label.trim(), value });
  }
  return pairs;
}
