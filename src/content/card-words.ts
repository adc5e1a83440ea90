/**
 * Words, names of classes and spellings of prices by which product cards are told. Mostly data, with the questions that are
 * asked of a text alone.
 */
import { lazy } from '../core/lazy.ts';

/** Longest text that can be a price: "Sale price from US$12,495.00 excl. VAT / unit". */
export const MAX_PRICE_UNITS = 48;
const MAX_NAME_UNITS = 300;
/** Longer text describes and does not name. */
export const MAX_TEXT_NAME_UNITS = 120;

const CURRENCY =
  '(?:(?:US|HK|NT|CA|AU|NZ|MX|A|C|S|R)?[$＄]|[€£￡¥￥₩₹₽฿₫₺₴₱₪]|(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|TWD|AUD|CAD|SGD|INR|KRW|CHF|SEK|NOK|DKK|PLN|CZK|AED|SAR|BRL|MXN|ZAR|NZD|THB|MYR)(?![A-Za-z])|人民币|Rs\\.?(?![A-Za-z]))';
const NUMBER = "[0-9０-９](?:[0-9０-９.,'’\\u00a0\\u202f]|[ ](?=[0-9]{3}(?![0-9])))*";
const CODE =
  /(?:^|[^A-Za-z])(?:USD|CNY|RMB|EUR|GBP|JPY|HKD|TWD|AUD|CAD|SGD|INR|KRW|CHF|SEK|NOK|DKK|PLN|CZK|AED|SAR|BRL|MXN|ZAR|NZD|THB|MYR|Rs\.?)(?![A-Za-z])/;
const HAS_DIGIT = /[0-9０-９]/;
/** A currency sign; 元 behind a number, or 万. */
const HAS_SIGN = /[$£-¥\u20a0-\u20cf￥￡＄]|[0-9万][ \u00a0]*元/;
/** An amount with its currency on either side. */
export const MONEY = new RegExp(
  `(?:${CURRENCY}\\s*-?${NUMBER}(?:\\s*万)?(?:\\s*元)?|${NUMBER}\\s*(?:万?元|(?<![A-Za-z])${CURRENCY}(?![0-9])))`,
  'g',
);

/** Signs that may stand around words. Ranges, for `\p{L}` takes half a millisecond to compile, in each frame of each page. */
const GAP = '[\\s!-/:-@[-`{-~\\u00a0-\\u00bf\\u2000-\\u2bff\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20]';
export const HAS_LETTER = /[A-Za-z\u00c0-\u1fff\u3040-\ud7ff]/;
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
export const BUY_TEXT =
  /^(?:add to (?:cart|basket|bag|quote)|buy (?:it )?now|(?:立即|马上|我要)(?:购买|购買|采购|订购|下单|抢购|询价)|(?:加入|放入|添加到)(?:购物车|購物車|采购车|采购单|进货单|询价单)|加购)$/i;
/** How code names such controls. */
export const BUY_CODE =
  /add[-_]?(?:item[-_]?)?(?:to[-_]?)?(?:cart|basket|bag|quote)|buy[-_]?now|(?:btn|button)[-_]buy|buy[-_](?:btn|button)|tocart|cart[-_/](?:add|update)/i;
/** Sums, which are prices of nothing in particular. */
export const TOTAL =
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
export const NAMED_CLASS =
  /(?:^|[\s_-])(?:name|title|tit|headline)(?![a-z])|(?:product|item|goods|sku|card|prod|ware|commodity|offer)[-_]*(?:name|title)|[a-z](?:Name|Title)(?![a-z])/;
export const OTHER_NAME =
  /(?:brand|shop|store|seller|vendor|supplier|company|user|author|sub|section|page|modal|price|filter|widget|block|categor(?:y|ies)|cat|attr|spec|option|slot|label|review|merchant|mall|manufacturer|mfr|nick|tab|nav|menu|promo)[\s_-]*(?:name|tit(?:le)?|headline)|promo|slogan/i;
export const PROMOTION_CLASS = /(?:^|[\s_-])(?:promo|slogan|badge|tag|tags|label-|advert)/i;

/* Prices */
export const STRUCK_TAGS: ReadonlySet<string> = new Set(['del', 's', 'strike']);
export const STRUCK_CLASS = /line-through|strike-?through|(?:^|[\s_-])(?:striked?|struck|crossed(?:-out)?)(?![a-z])|a-text-strike/i;
export const FORMER_CLASS =
  /(?:old|was|orig(?:in(?:al)?)?|list|regular|before|compare(?:[-_]?at)?|msrp|rrp|market|prev(?:ious)?|retail)[-_]*price|price[-_]*(?:item[-_]*)?(?:old|was|orig\w*|list|regular|before|compare\w*|msrp|rrp|market|prev\w*)(?![a-z])|a-text-price/i;
export const FORMER_LABEL = /^[^A-Za-z\u3040-\ud7ff]*(?:was|before|originally|reg\.?|previous(?:ly)?)\b|原价|原價|划线价|吊牌价/i;
export const LIST_LABEL =
  /\b(?:list|rrp|msrp|srp|m\.s\.r\.p|regular price|retail|typical|compare at)\b|市场价|市場價|参考价|指导价|官方价|专柜价/i;
export const NOT_THE_PRICE =
  /\b(?:save|saving|savings|off|discount|coupon|rebate|shipping|delivery|deposit|cash ?back|gift|orders? over|rewards?|points|trade-?in|fee|protection plan|total|subtotal)\b|[满减省返赠]|优惠|券|运费|定金|押金|积分|合计|总计|小计/i;
export const NOT_THE_PRICE_BEHIND =
  /^[\s(]*(?:off|discount|coupon|rebate|shipping|delivery|deposit|cash ?back|gift|rewards?|savings|fee)(?![a-z])|^\s*(?:运费|优惠|券|立减|定金|押金|积分)/i;
/** Words that say nothing of the amount: "Free shipping", "Save 20%"; and 券后价, the price after the voucher, is a price. */
export const HARMLESS = /free (?:shipping|delivery|returns)|包邮|免运费|(?:save|-)?\s*\d+\s*%(?: off)?|券后价?|到手价?/gi;
/** Words that stand with an amount and name nothing. */
export const ABOUT_PRICE =
  /\b(?:price|was|save|off|from|shipping|delivery|now|only|per|each|total|item|deal|month|tax|vat|incl?|excl?|list|rrp|msrp|points|coupon|orders?|buy|at|for|or|with|budget|fee)\b|[价元省减运券费额]|优惠|预算/i;
export const IN_PARTS =
  /\/\s*(?:mo|month|yr|year|oz|kg|g|lb|ml|l|m|ft|hr|hour|day|user|月|年|天|克|斤|公斤|千克|米|升|毫升|\d)|\bper (?:month|year|user|day|hour)\b|\bx ?\d|分期|月供|\d\s*期/i;
export const PER_UNIT = /^\s*(?:\/|per |每)\s*([A-Za-z]{1,12}|[\u3400-\u9fff]{1,3})/i;

/* Part numbers: the maker's own first, the shop's last. */
export const partLabels = lazy((): readonly RegExp[] => [
  /(?:^|[\s|,;(])(?:(?:mfr|mfg|manufacturer|oem|vendor)(?:\.|'s)?\s*(?:part|model|item|product)?\s*(?:numbers?|no|num|code|id|#)?|mpn)\s*\.?\s*[#＃]?\s*(?:[:：]|$|(?<=#|＃|\.)|(?=\s[A-Z0-9]))|(?:厂商|原厂|制造商|厂家)(?:型号|货号|编号|料号)\s*[:：]?/i,
  /(?:^|[\s|,;(])(?:part|p\/n|pn|model)\s*(?:numbers?|no|num|code|id|name)?\s*\.?\s*[#＃]?\s*(?:[:：]|$|(?<=#|＃|\.))|(?:规格型号|产品型号|商品型号|型\s*号|料号|订货号|零件号|部件号)\s*(?:[:：]|$)/i,
  /(?:^|[\s|,;(])(?:sku|item|product|stock|catalog(?:ue)?|cat|order|cdw|insight)\s*(?:part|item)?\s*(?:numbers?|no|num|code|id|model)?\s*\.?\s*[#＃]?\s*(?:[:：]|$|(?<=#|＃|\.))|(?:货\s*号|商品编号|商品编码|产品编号|产品编码|物料编码|物料编号|物料号)\s*(?:[:：]|$)/i,
]);
export const UNIT_LABEL = /(?:^|[\s|,;(])(?:(?:sales |order )?unit|uom|(?:计量|销售|包装)?单位)\s*(?:[:：]|$)/i;
export const PART_VALUE = /^\s*([A-Za-z0-9][A-Za-z0-9\-_./+=#]{1,39})(?![A-Za-z0-9])/;

export const QUANTITY_FIELD = /\bqty|qty\b|quantity|quantit|buy-?_?num|\bnum\b|数量/i;
export const OTHER_FIELD = /price|min|max|search|filter|zip|postal|card/i;
/** Labels of what a product is and costs. Looked up: a pattern of them all took a millisecond to be made, on most pages. */
export const knownLabels = lazy(
  (): ReadonlySet<string> =>
    new Set(
      (
        'product|item|name|product name|item name|description|title|part|part no|part number|p/n|pn|mpn|sku|model|model no|model number|' +
        'qty|quantity|unit|units|uom|price|unit price|list price|cost|amount|total|total price|line total|extended price|brand|manufacturer|vendor|' +
        '品名|名称|商品|商品名称|产品|产品名称|货物名称|物品名称|设备名称|型号|规格|规格型号|货号|料号|物料编码|品牌|厂商|制造商|数量|采购数量|单位|单价|价格|金额|总价|总金额|合计|小计|预算金额|预算'
      ).split('|'),
    ),
);
export const MAKERS_PART = /^mfr\.? part/;
export const OUTER_GAPS = new RegExp(`^${GAP}+|${GAP}+$`, 'g');

export function isBuying(words: string): boolean {
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

export const NO_RANK = 0;
/** Any text that could be a name. */
export const TEXT = 1;
/** Text of a link, or bold: a name where a picture stands by. */
export const LINK = 2;
/** A heading, or text that is marked as a name. */
export const NAME = 3;
/** The heading of the page. */
export const TITLE = 4;

export function isNameText(text: string, rank: number): boolean {
  if (text.length > MAX_NAME_UNITS || text.length < 2 || !HAS_WORD.test(text)) return false;
  if (text.length > 12 && SENTENCE.test(text)) return false;
  if (rank <= TEXT && (text.length > MAX_TEXT_NAME_UNITS || LABEL.test(text))) return false;
  return !isNoName(text);
}

export function isLongName(text: string): boolean {
  return text.length >= 24 || (text.length >= 10 && /[\u3400-\u9fff]{4}/.test(text));
}

/** A text as a name: the longest stretch between the amounts in it. */
export function nameIn(text: string): string {
  const [longest = ''] = text.split(MONEY).sort((a, b) => b.length - a.length);
  return longest
    .replace(/\s+/g, ' ')
    .replace(/^[\s|:：·•,;–—-]+|[\s|:：·•,;–—(-]+$/g, '')
    .slice(0, MAX_NAME_UNITS)
    .trim();
}
