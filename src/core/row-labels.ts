/** Labels of rows that are no items: sums, taxes and charges for the whole, headings and notes. */
import { isCode } from './cell-text.ts';
import { lazyPattern } from './lazy.ts';

/** Sums in any wording: "Subtotal section A", "本页小计". */
export const TOTAL_SURE =
  /^(?:sub-?\s?totals?\b|grand totals?\b|total (?:for|of|section|lot|page)\b|promo(?:tion(?:al)?)? code\b|coupon\b|voucher\b|gift card\b|zwischensumme|gesamtsumme|sous-total|subtotal|总价|總價|合\s*计|合\s*計|小\s*计|小\s*計|总\s*计|總\s*計|共\s*计|总金额|總金額|总额|價稅合計|价税合计|[(（]?(?:人民币)?[(（]?(?:大写|小写))/i;
const TOTAL_HAN =
  /^(?:税额|税金|稅額|增值税|消費税|运费|運費|配送费|物流费|折扣|优惠|整单|应付|实付|抹零|値引|送料|不含税|含税|金额大写|(?:本页|分项|投标|报价|订单|采购|项目|货款|工程|总)?(?:合计|小计|总计|总价|总额|总金额|总报价|金额))[^，。；]{0,24}$/;
const TOTAL_HAN_END = /^.{0,16}(?:小计|合计|总计|小計|合計|總計)[:：]?$/;
const TOTAL_NOUNS: ReadonlySet<string> = new Set(
  (
    'total totals subtotal tax taxes vat gst hst pst qst cgst sgst igst mwst ust tva iva steuer mehrwertsteuer umsatzsteuer shipping freight delivery handling ' +
    'postage discount discounts rebate rounding net netto brutto balance sum summe gesamt gesamtbetrag gesamtpreis nettobetrag nettosumme bruttosumme ' +
    'endbetrag versand versandkosten fracht rabatt skonto remise livraison port importe descuento envío envio totale totaal customs duty duties surcharge carryover übertrag'
  ).split(' '),
);
const TOTAL_WORDS: ReadonlySet<string> = new Set(
  (
    'sub grand before after excl incl excluding including without with w o of for in on the due amount price cost costs value charge charges fee fees order payable ' +
    'ex inc exc and usd eur gbp cny rmb jpy hkd sgd aud nzd cad chf inr euro euros rate at item items line lines page this to pay sales estimated import plus less ' +
    'ht ttc hors toutes comprises frais de du la le base montant zzgl inkl exkl von der die des purchase quote quotation invoice overall all gross s h standard ground free'
  ).split(' '),
);

const totalWord = lazyPattern(String.raw`[\p{L}\p{M}]+`, 'gu');

/** Whether the label of a row says that its amount is a sum, a tax, a charge for the whole or a discount. */
export function isTotalLabel(text: string): boolean {
  if (text.length > 80 || text === '') return false;
  if (TOTAL_SURE.test(text)) return true;
  const first = text.charCodeAt(0);
  if (first >= 0x2e80) {
    const han = text.replace(/\s+/g, '');
    return TOTAL_HAN.test(han) || TOTAL_HAN_END.test(han);
  }
  if (TOTAL_HAN_END.test(text)) return true;
  const words = text.toLowerCase().match(totalWord());
  if (!words || words.length > 8) return false;
  let hasNoun = false;
  for (const word of words) {
    if (TOTAL_NOUNS.has(word)) hasNoun = true;
    else if (!TOTAL_WORDS.has(word)) return false;
  }
  return hasNoun;
}

export const SECTION =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}(?:部分|章|包|标段|标包|项|类)|(?:section|lot|group|category|option|phase|bundle|abschnitt|part|site|分包|标段|包)\s?[a-z\d]{1,3}(?:$|[\s:：.–-])|[A-HIVX]{1,4}[.)]\s)/i;
/** Of the whole document rather than of the item above. */
const NOTE = /^(?:(?:notes?|remarks?|terms|validity|payment|delivery|bemerkung)\b|\*|※|备注|備註|注[:：]|说明|付款|交货|有效期|报价)/i;
/** A longer line over the whole width is a note, not a heading. */
const MAX_HEADING = 40;

/** Whether a text over the whole width heads what follows or speaks of all, rather than saying more of the item above. */
export function isHeading(text: string): boolean {
  if (SECTION.test(text) || NOTE.test(text)) return true;
  if (text.length > MAX_HEADING || /[:：]\s*\S|^[-•·*–(（]|^\p{Ll}/u.test(text)) return false;
  return !text.split(/[\s,，、;；/]+/).some(isCode);
}
