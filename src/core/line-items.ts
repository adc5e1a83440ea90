/**
 * Rows of a table → the lines of an order, quote or price list.
 *
 * Three steps, so that a row that was read once need not be read again when its neighbours change:
 *
 *     findColumns   what each column holds, once a table: by its header words, else by what stands in it; in small steps
 *     readRow       one row by these columns: an item, more of the item above, a total, a heading
 *     linesOf       the readings in order → lines, each with the rows that it takes up
 *
 * A table is one of line items when it names something (a description, a part number) and says how many of it or what it
 * costs. Header words decide wherever there are some. Several mean different things ("Unit" is "pcs" or a price, "Item" a
 * number or a name, "No." a line or a part); there the cells below decide. Without a header at all only clear signs
 * count: two columns that multiply to a third, counted units beside amounts with a currency.
 *
 * Known limits: prices "per 100" are taken as of one; an item whose description stands in the row above its numbers is
 * not joined; header words of other languages than the listed ones are unknown, which leaves the cells.
 */
import {
  currencyIn,
  type DecimalMark,
  decimalMarkOf,
  isUnit,
  lastMoneyIn,
  multiplyMoney,
  parseMoney,
  parseNumber,
  parseQuantity,
  type Scale,
  scaleIn,
} from './amounts.ts';
import type { Line, Money } from './finding.ts';
import { lazy, lazyPattern } from './lazy.ts';

export interface Cell {
  readonly text: string;
  /** Of the table's grid, merged cells counted; from 0. */
  readonly column: number;
  /** How many columns it takes up. */
  readonly span: number;
  /** Marked as a header (`<th>`, `role=columnheader`). */
  readonly isHeader: boolean;
}

export interface Row {
  readonly id: number;
  /** By column. Where a cell of an earlier row reaches down into this one, there is none. */
  readonly cells: readonly Cell[];
  /** Stands in a table head (`<thead>`). */
  readonly isHead: boolean;
}

export type ColumnRole =
  | 'number'
  | 'description'
  | 'part'
  | 'brand'
  | 'quantity'
  | 'unit'
  | 'price'
  | 'amount'
  | 'currency'
  | 'supplier'
  /** Known, and of no use here: tax, delivery, remarks; or a second column for a role that is taken. */
  | 'other';

export interface MoneyColumn {
  /** ISO 4217, as header, caption or the other cells say. */
  readonly currency?: string;
  readonly scale: Scale;
}

/** What the columns of a table hold; plain data. */
export interface Columns {
  /** By column; a gap where nothing is known of one. */
  readonly roles: readonly (ColumnRole | undefined)[];
  readonly price: MoneyColumn;
  readonly amount: MoneyColumn;
  /** Of the quantities, where the header has one: "数量(台)". */
  readonly unit?: string;
  readonly mark?: DecimalMark;
  /** Ids of header rows, and of the rows above them (a title, the buyer's address). */
  readonly headerRows: readonly number[];
}

export type RowKind = 'header' | 'item' | 'continuation' | 'total' | 'none';

/** One row by itself. The texts are collapsed and cut as in `LineDraft`. */
export interface RowReading {
  readonly row: number;
  readonly kind: RowKind;
  readonly number?: string;
  readonly description?: string;
  readonly part?: string;
  readonly brand?: string;
  readonly quantity?: number;
  readonly unit?: string;
  readonly price?: Money;
  /** As stated; for a total what it comes to. */
  readonly amount?: Money;
  /** The description's cell reaches down from a row above. */
  readonly isSpanned?: true;
}

/** A line and the rows that it takes up, in order. */
export interface LineDraft extends Omit<Line, 'id' | 'table'> {
  readonly rows: number[];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** UTF-16 units of a description. */
export const MAX_DESCRIPTION = 200;
const MAX_PART = 80;
const MAX_UNIT = 16;
const MAX_NUMBER = 16;
/** Rows without a head that tell what the columns hold. */
const MAX_ROWS = 40;
const MAX_COLUMNS = 64;

/* Header words */

/** What a header word may mean. The lower ones are settled by the cells below. */
type HeaderKind =
  | ColumnRole
  /** Number, name or part number: "Item", "Material". */
  | 'item'
  /** Number or part number: "No.". */
  | 'no'
  /** Of anything: "Name". */
  | 'name'
  /** Unit or price: "Unit". */
  | 'units'
  /** Part number or description: 规格. */
  | 'specification'
  /** Tables with this are of something else, unless they clearly tell quantity and price. */
  | 'statistic';

interface Header {
  readonly kind: HeaderKind;
  /** 0 is the best of several columns of one kind. */
  readonly rank: number;
}

/** Kind, rank, words. Written without regard to case, blanks and signs: "Part-No." is "part no". */
const WORDS: readonly (readonly [HeaderKind, number, string])[] = [
  [
    'number',
    0,
    'itm|line|line no|line number|line #|line item|line item no|line item number|ln|ln no|lineno|#|pos|pos no|pos nr|position|s no|sno|sl no|slno|sr no|srno|sl|sr|seq|seq no|sequence|po line|po item|clin|row|lfd nr|lfdnr|lfd|posten|ligne|línea|linea|n°|nº|序号|序號|行号|行號|项次|項次|项号|項號|次序|顺序号|行项目|行项目号|明细号|番号|行番号|項番|明細番号|순번|م|رقم البند|البند|№|№ п п',
  ],
  ['no', 0, 'no|nr|num|number|item no|item nr|item num|item number|item #|item id|itemno|id|编号|編號|号'],
  [
    'item',
    0,
    'item|items|article|articles|artikel|produkt|produkte|material|materials|product|products|produit|produits|producto|prodotto|produto|equipment|产品|產品|商品|货物|貨物|货品|物料|物资|设备|設備|品目|标的|標的|项目|項目|采购项目|采购标的|材料',
  ],
  ['name', 0, 'name|title|名称|名稱|名前|名'],
  [
    'description',
    0,
    'product name|item name|material name|article name|product title|product description|item description|material description|goods description|description of goods|description of goods and services|description of services|service description|part description|line description|description|descriptions|desc|descr|item desc|product desc|short text|item details|product details|item and description|item description and specification|goods|service|services|goods services|goods and services|product service|products services|product or service|products and services|item service|items services|services and products|supplies services|schedule of supplies services|supplies or services|particulars|commodity|désignation|designation|libellé|bezeichnung|beschreibung|artikelbezeichnung|leistung|produktname|artikelname|produktbezeichnung|artikelbeschreibung|warenbezeichnung|descripción|descripcion|concepto|descrizione|omschrijving|descrição|descricao|品名|货物名称|貨物名稱|产品名称|產品名稱|商品名称|商品名稱|物料名称|物料名稱|物资名称|设备名称|設備名稱|标的名称|项目名称|項目名稱|材料名称|服务名称|货品名称|存货名称|软件名称|硬件名称|系统名称|采购内容|服务内容|项目内容|品名及规格|品名规格|名称及规格|名称规格|名称型号|名称及型号|货物或应税劳务名称|货物或应税劳务服务名称|描述|物料描述|产品描述|货物描述|商品描述|商品名|製品名|件名|品目名|품명|상품명|제품명|الوصف|البيان|اسم الصنف|الصنف|תיאור|שם פריט|наименование|наименование товара|описание',
  ],
  ['description', 2, 'details|detail|说明|說明|产品说明|内容|內容|摘要|text|subject'],
  [
    'part',
    0,
    'part no|part nr|part num|part number|part #|pn|p n|mpn|mfr part|mfg part|mfr part no|mfr part number|mfr part #|mfg part no|mfg part number|mfg part #|manufacturer part no|manufacturer part number|manufacturer part #|manufacturer part|manufacturer sku|oem part number|vendor part no|vendor part number|supplier part no|supplier part number|supplier part|vendor part|model|model no|model number|model #|product model|brand model|make model|make and model|model part number|product number|product no|product #|teilenummer|herstellernummer|modell|modèle|modelo|型号|型號|规格型号|規格型號|型号规格|型號規格|规格及型号|规格与型号|品牌型号|品牌及型号|品牌规格型号|产品型号|產品型號|设备型号|货物型号|厂商型号|制造商型号|原厂型号|部件号|部件號|零件号|零件編號|料号|料號|品号|品號|货号|貨號|订货号|订货编码|产品编号|品番|型番|型式|製品番号|제품번호|모델명|رقم القطعة|رقم الصنف|الموديل|דגם|מקט|артикул|модель',
  ],
  [
    'part',
    1,
    'sku|product sku|item sku|part code|product code|product id|item code|material no|material nr|material number|material code|article no|article nr|article number|article code|art no|art nr|artikelnummer|artikel nr|artikelnr|materialnummer|bestellnummer|bestell nr|best nr|catalog no|catalog number|catalog #|catalogue no|catalogue number|cat no|cat #|stock no|stock number|stock code|nsn|order code|ordering code|order number code|code|référence|référence article|réf|réf article|ref article|referencia|código|codigo|codice|code article|物料编码|物料编号|物料代码|物料号|物料編號|产品编码|产品代码|產品編號|商品编码|商品编号|商品代码|商品コード|品目コード|存货编码|货物编码|设备编码|材料编码|物资编码|编码|代码',
  ],
  ['part', 2, 'part|ref|ref no|reference|item ref|item reference|typ'],
  [
    'specification',
    0,
    'spec|specs|specification|specifications|technical specification|type|configuration|规格|規格|规格参数|技术参数|技术规格|配置|配置要求|参数|型|仕様|類型|类型',
  ],
  [
    'brand',
    0,
    'brand|brand name|make|maker|manufacturer|manufacturer name|mfr|mfg|mfgr|oem|hersteller|marke|fabricant|fabricante|marque|marca|produttore|fabrikant|品牌|品牌名称|厂牌|廠牌|厂商|廠商|厂家|制造商|製造商|制造商名称|制造厂商|生产厂家|生产厂商|生产商|生产厂|原厂|品牌产地|品牌厂家|品牌厂商|产地品牌|メーカー|メーカー名|ブランド|제조사',
  ],
  [
    'supplier',
    0,
    'vendor|vendor name|supplier|supplier name|seller|merchant|lieferant|fournisseur|proveedor|fornitore|供应商|供应商名称|供應商|供货商|供方|卖方|中标供应商|成交供应商|仕入先',
  ],
  [
    'quantity',
    0,
    'qty|quantity|qnty|qtty|quant|order qty|order quantity|qty ordered|quantity ordered|ordered qty|ordered quantity|ordered|po qty|po quantity|purchase qty|req qty|required qty|required quantity|requested qty|requested quantity|quantity requested|total qty|total quantity|est qty|estimated quantity|qty uom|qty unit|quantity unit|quantity uom|no of units|number of units|pcs|menge|anzahl|stückzahl|bestellmenge|quantité|quantite|qté|qte|cantidad|cant|quantità|qtà|quantidade|qtd|aantal|数量|數量|采购数量|採購數量|订购数量|訂購數量|订货数量|订单数量|需求数量|招标数量|数目|件数|台数|套数|个数|数量单位|数量及单位|单位数量|点数|수량|個数|الكمية|כמות|количество|кол во',
  ],
  ['quantity', 1, 'seats|licenses|licences|users|nodes|hours|hrs|days|months'],
  [
    'quantity',
    3,
    'shipped|qty shipped|delivered|delivered qty|received|qty received|open qty|open quantity|backordered|billed qty|invoiced qty|stock qty|qty available|available qty|已收数量|收货数量|入库数量|已交数量|未交数量|库存数量|可用数量',
  ],
  [
    'unit',
    0,
    'maßeinheit|mengeneinheit|uom|u m|um|u of m|unit of measure|unit of measurement|units of measure|measure|oun|ui|u i|einheit|einh|me|eh|unité|unidad|ud|un|单位|單位|计量单位|計量單位|単位|단위|الوحدة|יחידה|ед изм|единица',
  ],
  ['units', 0, 'unit|units'],
  [
    'price',
    0,
    'unit price|unit cost|unit rate|unit net price|net unit price|price per unit|price unit|cost per unit|price each|unit price each|each price|per unit|unit selling price|unit sale price|price per item|price per piece|price pc|price pcs|price ea|unit net|net unit cost|einzelpreis|einzelpreis netto|stückpreis|preis pro stück|preis stück|e preis|ep|prix unitaire|prix unitaire ht|pu|pu ht|p u|prix unit|precio unitario|precio unit|p unitario|prezzo unitario|preço unitário|preco unitario|stukprijs|eenheidsprijs|单价|單價|含税单价|含稅單價|单价含税|采购单价|成交单价|中标单价|报价单价|投标单价|综合单价|订单单价|协议单价|単価|税込単価|단가|سعر الوحدة|מחיר יחידה|מחיר ליחידה|цена за единицу',
  ],
  [
    'price',
    1,
    'price|prices|net price|rate|cost|each|your price|our price|sale price|selling price|discounted price|discount price|offer price|offered price|quoted price|special price|contract price|customer price|purchase price|current price|product price|item price|preis|nettopreis|prix|prix ht|precio|prezzo|preço|prijs|价格|價格|报价|報價|售价|售價|优惠价|成交价|折后价|折后单价|优惠单价|协议价|采购价|价钱|価格|가격|السعر|מחיר|цена|未税单价|不含税单价|不含税价|税前单价',
  ],
  [
    'price',
    3,
    'list price|msrp|rrp|srp|list|retail price|regular price|original price|gross price|base price|catalog price|listenpreis|uvp|目录价|列表价|市场价|市场单价|原价|面价|官网价|定价|最高限价|最高单价限价|单价限价|限价|控制价|预算单价|参考单价|参考价',
  ],
  [
    'amount',
    0,
    'amount|amounts|line total|line amount|line value|line price|line cost|total price|total cost|total amount|total value|total|totals|item total|row total|ext|ext price|ext cost|ext amount|ext net price|ext total|extended|extended price|extended cost|extended amount|extended value|extended net price|extension|price total|net total|gesamtpreis|gesamt|gesamtbetrag|gesamtsumme|betrag|summe|g preis|gp|gesamtpreis netto|montant|montant total|montant ht|montant ttc|prix total|prix total ht|total ht|total ttc|importe|importe total|precio total|importo|totale|prezzo totale|valor total|preço total|bedrag|totaal|金额|金額|总价|總價|合计|合計|小计|小計|总额|總額|总金额|總金額|总计|總計|合价|合價|价税合计|價稅合計|含税金额|含稅金額|含税总价|金额含税|合计金额|金额合计|金额小计|成交金额|中标金额|投标金额|报价金额|总报价|采购金额|订单金额|総額|税込金額|금액|합계|المبلغ|الإجمالي|الاجمالي|المجموع|القيمة|סהכ|сумма|стоимость|всего',
  ],
  [
    'amount',
    1,
    'net value|net amount|tax excl|tax incl|value|subtotal|sub total|sum|wert|nettobetrag|nettowert|valor|预算金额|预算|不含税金额|未税金额|不含税总价|税前金额|金额不含税|税抜金額',
  ],
  ['amount', 3, 'list total|total list price|extended list price|list amount'],
  ['currency', 0, 'currency|curr|cur|ccy|crcy|crncy|währung|devise|moneda|valuta|币种|币别|货币|幣別|幣種|通貨|통화'],
  [
    'other',
    0,
    'tax|taxes|vat|gst|tax rate|tax amount|tax code|vat amount|vat rate|vat %|tax %|gst %|gst amount|gst rate|cgst|sgst|igst|mwst|ust|steuer|tva|iva|hsn|hsn code|hsn sac|sac|hs code|discount|disc|disc %|discount %|discount amount|discount rate|rabatt|remise|descuento|delivery|delivery date|lead time|due date|need by|need by date|required date|requested date|ship date|eta|date|remark|remarks|note|notes|comment|comments|bemerkung|bemerkungen|warranty|status|availability|available|stock|in stock|image|picture|photo|thumbnail|action|actions|remove|weight|gross weight|net weight|origin|country of origin|coo|category|account|account code|gl account|cost center|cost centre|plant|storage location|site|location|ship to|term|start date|end date|term start|term end|serial number|serial no|upc|ean|barcode|shipping|freight|handling|lieferzeit|liefertermin|lieferdatum|税率|税额|税金|稅率|稅額|折扣|折扣率|优惠|优惠率|交货期|交貨期|交期|交货日期|交货时间|到货日期|到货时间|需求日期|供货期|备注|備註|附注|注|质保|质保期|保修|保修期|维保期|产地|原产地|图片|操作|状态|類別|类别|分类|用途|收货地址|交货地点|库存|使用部门|需求部门|申请人|是否进口|納期|備考|税|消費税|送料|비고',
  ],
  [
    'statistic',
    0,
    'balance|debit|credit|symbol|ticker|change|chg|% change|change %|market cap|volume|high|low|close|salary|wage|revenue|sales|profit|margin|growth|growth %|population|percentage|percent|%|votes|vote|points|pts|goals|score|gdp|year|years|quarter|share|phone|telephone|mobile|email|e mail|tel|contact|address|birthday|born|wins|losses|played|余额|借方|贷方|借方金额|贷方金额|科目|会计科目|涨跌|涨跌幅|涨幅|最新价|市值|营业收入|营收|净利润|利润|增长率|增长|同比|环比|占比|百分比|比例|比重|电话|联系电话|联系人|手机|手机号|邮箱|电子邮箱|地址|人口|得分|排名|年份|年度|本期|上期|本期金额|上期金额|期末余额|期初余额|年初余额',
  ],
];

/** By their keys; undefined until they are ready. */
let known: ReadonlyMap<string, Header> | undefined;

function* loadHeaders(): Generator<undefined> {
  if (known) return;
  const found = new Map<string, Header>();
  for (const [kind, rank, words] of WORDS) {
    const header = { kind, rank };
    // All words of a kind at once: one by one they took longer than the reading of most tables.
    for (const key of keyOf(words, signsInList()).split('|')) found.set(key, header);
    yield;
  }
  known = found;
}

/** At once where they were not made ready in steps. */
function headers(): ReadonlyMap<string, Header> {
  for (const _ of loadHeaders());
  return known as ReadonlyMap<string, Header>;
}

/** Words that say which price or amount it is, and nothing about what the column holds. */
const QUALIFIERS: ReadonlySet<string> = new Set(
  (
    'usd eur gbp cny rmb jpy hkd twd sgd aud nzd cad chf inr krw us in the of per est estimated quoted quote proposed offered offer final new current your our ' +
    'po order ordered purchase required requested req bid contract net gross customer approx local target awarded euro euros dollar dollars'
  ).split(' '),
);
/** Tax belongs to a qualifier only beside one of these; alone it is a column of taxes. */
const TAX_PREPOSITION =
  /^(?:excl|excluding|exc|ex|incl|including|inc|w|wo|without|with|before|after|plus|pre|inkl|exkl|zzgl|hors|sans|sin|con|net|netto|brutto)$/;
const TAX = /^(?:tax|taxes|vat|gst|mwst|ust|tva|iva|o)$/;
/** Unmistakable whatever follows. */
const beginnings = lazy(() =>
  [
    'unit price',
    'unit cost',
    'quantity',
    'description',
    'part number',
    'extended price',
    'line total',
    'total price',
    'einzelpreis',
    'gesamtpreis',
  ].map((words) => keyOf(words)),
);
/** Chinese compounds end in what they are. In order: "供应商型号" is a model, "税额合计" a tax. */
const COMPOUNDS: readonly (readonly [RegExp, HeaderKind, number])[] = [
  [
    /税率|税额|税金|折扣|日期|时间|交期|货期|备注|地址|电话|地点|要求|^(?:订单|合同|单据|申请|发票|采购单|凭证)(?:编号|号|编码)$|部门|人员/,
    'other',
    0,
  ],
  [/(?:限价|市场|预算|控制|目录|参考|原).{0,4}单?价$/, 'price', 3],
  [/单价|單價|単価/, 'price', 0],
  [/(?:型号|型號|料号|料號|货号|品号|订货号|部件号)$|^(?:品牌|规格)[^名]{0,3}(?:型号|型號)/, 'part', 0],
  [/(?:物料|产品|商品|货物|设备|存货|材料|物资|配件)(?:编码|编号|代码|号)$/, 'part', 1],
  [/(?:供应商|供货商|供方|卖方|投标人)/, 'supplier', 0],
  [/(?:公司|单位|客户|用户|部门|联系人|银行|项目单位|采购人)名称$/, 'other', 0],
  [/(?:总价|總價|金额|金額|合计|合計|小计|小計|总额|總額|合价|总计|总报价)$/, 'amount', 0],
  [/(?:数量|數量)/, 'quantity', 0],
  [/(?:价|價|价格|報價|报价)$/, 'price', 1],
  [/(?:计量|計量)(?:单位|單位)/, 'unit', 0],
  [
    /(?:货物|产品|商品|物料|物资|设备|标的|材料|服务|货品|存货|软件|硬件|系统|耗材|仪器|配件|采购|工程|模块).{0,6}名称$|^品名/,
    'description',
    0,
  ],
  [/(?:描述|说明)$/, 'description', 2],
  [/品牌|厂家|厂商|制造商|生产商/, 'brand', 0],
  [/规格|参数|配置/, 'specification', 0],
  [/序号|行号|项次/, 'number', 0],
];

const han = lazyPattern(String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+`, 'gu');
const latin = lazyPattern(String.raw`\p{Script=Latin}`, 'u');
const signs = lazyPattern(String.raw`[^\p{L}\p{M}\p{N}#%°]+`, 'gu');
const signsInList = lazyPattern(String.raw`[^\p{L}\p{M}\p{N}#%°|]+`, 'gu');
const headerWord = lazyPattern(String.raw`[\p{L}\p{M}\p{N}#%°]+`, 'gu');
const BRACKETS = /[([{【「][^()[\]{}【】「」]{0,40}[)\]}】」]/g;
/** Headers are short; bilingual ones with a unit are the longest. */
const MAX_HEADER = 80;
const MAX_COMPOUND = 14;

function keyOf(text: string, without = signs()): string {
  return text.normalize('NFKC').toLowerCase().replace(without, '');
}

/** What a header cell says; undefined where it is none that we know. */
function readHeader(text: string): Header | undefined {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_HEADER || /^\d/.test(trimmed)) return undefined;
  const whole = trimmed.normalize('NFKC');
  const bare = whole.replace(BRACKETS, ' ').trim() || whole;
  const exact = headers().get(keyOf(bare));
  if (exact) return exact;
  const hanWords = bare.match(han())?.join('');
  if (hanWords !== undefined && latin().test(bare)) {
    return surer(readWords(hanWords), readWords(bare.replace(han(), ' '))) ?? readPieces(bare);
  }
  return readWords(bare) ?? readPieces(bare);
}

/** Bilingual headers without a change of script: "Menge / Qty". */
function readPieces(text: string): Header | undefined {
  const pieces = text.split(/[/|·•\n;,]/);
  return pieces.length < 2 || pieces.length > 4 ? undefined : pieces.map(readWords).reduce(surer, undefined);
}

function surer(a: Header | undefined, b: Header | undefined): Header | undefined {
  if (!a || !b) return a ?? b;
  return isOpen(a.kind) && !isOpen(b.kind) ? b : a;
}

const isOpen = (kind: HeaderKind): boolean =>
  kind === 'item' || kind === 'no' || kind === 'name' || kind === 'units' || kind === 'specification';

function readWords(text: string): Header | undefined {
  const key = keyOf(text);
  const exact = headers().get(key);
  if (exact || key === '') return exact;
  if (!latin().test(key)) {
    return key.length > MAX_COMPOUND
      ? undefined
      : COMPOUNDS.flatMap(([pattern, kind, rank]) => (pattern.test(key) ? [{ kind, rank }] : []))[0];
  }
  const words = text.toLowerCase().match(headerWord()) ?? [];
  if (words.length > 8) return undefined;
  const hasPreposition = words.some((word) => TAX_PREPOSITION.test(word));
  const kept = words.filter((word) => !QUALIFIERS.has(word) && !(hasPreposition && (TAX.test(word) || TAX_PREPOSITION.test(word))));
  const found = kept.length > 0 && kept.length < words.length ? headers().get(kept.join('')) : undefined;
  if (found) return found;
  const beginning = beginnings().find((start) => key.startsWith(start));
  return beginning === undefined ? undefined : headers().get(beginning);
}

/* Cells */

/** White space collapsed, at most `max` units, no half of a surrogate pair. */
function clip(text: string, max: number): string {
  // What lies further on is cut anyway, however much of this is blank.
  const start = text.trimStart();
  const near = start.length > max * 4 ? start.slice(0, max * 4) : start;
  return cut(/\s\s|[^\S ]/.test(near) ? near.replace(/\s+/g, ' ') : near, max);
}

/** At most `max` units, no half of a surrogate pair and no blank at the end. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text.trimEnd();
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max).trimEnd();
}

/** "1", "1.2", "A1", "00010", "2)": the number of a line. */
const ORDINAL = /^[(#]?[A-Za-z]{0,2}-?\d{1,5}(?:[.-]\d{1,4}){0,4}[.)、]?$/;
const isOrdinal = (text: string): boolean => text.length <= 12 && ORDINAL.test(text);
/** Whether a cell in the column of line numbers is one: also "Item 3" and "10-A/2", but not "VAT 19%". */
function isLineNumber(text: string): boolean {
  if (isOrdinal(text) || SECTION_NUMBER.test(text)) return true;
  return text.length <= MAX_NUMBER && /\d/.test(text) && !text.includes('%') && !isTotalLabel(text);
}

/** Numbers of sections rather than of lines. */
const SECTION_NUMBER = /^(?:[一二三四五六七八九十]{1,3}|[IVX]{1,4}|[A-Z])[、.．)]?$/;

/** A part number: digits with letters or hyphens, or many digits; no blanks. */
function isCode(text: string): boolean {
  if (text.length < 4 || text.length > 40 || !/^[A-Za-z\d][A-Za-z\d\-./_+#:]*$/.test(text) || !/\d/.test(text)) return false;
  return !/^[\d.,:/-]*$/.test(text) || /^\d{6,18}$/.test(text);
}

const isValue = (text: string): boolean => /\d/.test(text) && (parseMoney(text) !== undefined || parseQuantity(text) !== undefined);

/* Columns */

/** What stands in a column below its header. */
interface Facts {
  readonly filled: number;
  readonly ordinals: number;
  readonly codes: number;
  /** Plain numbers. */
  readonly numbers: number;
  /** Amounts with a currency. */
  readonly marked: number;
  /** Numbers with a known unit behind: "4 pcs". */
  readonly counted: number;
  readonly units: number;
  readonly length: number;
}

interface Candidate {
  readonly column: number;
  readonly header: Header;
  /** All header texts above the column. */
  readonly text: string;
  /** The lowest header cell: columns under one cell share a role. */
  readonly cell: Cell;
}

/**
 * What the columns of a table hold; undefined where it is no table of line items. Looks at the head rows and at most the
 * first `MAX_ROWS` others. `caption` may name the currency and what amounts are counted in ("单位：万元").
 */
export function* findColumns(rows: readonly Row[], caption = ''): Generator<undefined, Columns | undefined> {
  // What makes up a page's layout has often one cell a row.
  if (!rows.some((row) => row.cells.length > 1)) return undefined;
  yield* loadHeaders();
  const looked = sample(rows);
  const head = yield* findHead(looked);
  if (head.length === 0) return yield* inferColumns(looked, caption, false);
  return yield* columnsUnder(head, looked, caption);
}

function sample(rows: readonly Row[]): Row[] {
  const looked: Row[] = [];
  let others = 0;
  for (const row of rows) {
    if (row.isHead ? looked.length < 2 * MAX_ROWS : others++ < MAX_ROWS) looked.push(row);
    else if (others > MAX_ROWS + 1000) break;
  }
  return looked;
}

interface HeadFacts {
  readonly filled: number;
  /** Different header words. */
  readonly known: number;
  /** Those of them that lines are read by. */
  readonly useful: number;
  readonly hasValue: boolean;
  /** Marked up as a header row. */
  readonly isMarked: boolean;
  /** Some cells are merged, but not all into one. */
  readonly hasSpans: boolean;
}

/** Labels in the block of addresses and terms above a table are such words, too. */
const USELESS: ReadonlySet<HeaderKind> = new Set(['other', 'statistic', 'supplier', 'currency'] as const);

const filledCells = (row: Row): Cell[] => row.cells.filter((cell) => cell.text.trim() !== '');

function isMarkedHead(row: Row, cells = filledCells(row)): boolean {
  return cells.length > 0 && (row.isHead || cells.every((cell) => cell.isHeader));
}

/** Whether enough cells are as short as header words. */
function mayBeHead(row: Row): boolean {
  let short = 0;
  for (const { text } of row.cells) if (text.length > 0 && text.trim().length <= MAX_HEADER) short += 1;
  return short > 1;
}

function headFacts(row: Row): HeadFacts {
  const cells = filledCells(row);
  const filled = cells.length;
  const isMarked = isMarkedHead(row, cells);
  const hasSpans = filled > 1 && cells.some((cell) => cell.span > 1);
  // Most rows are no header for their numbers, which is seen sooner than the words. "1 year" may head a column of prices.
  const hasValue = !isMarked && cells.some((cell) => isValue(cell.text.trim()));
  const kinds = new Set<string>();
  const useful = new Set<HeaderKind>();
  if (!hasValue) {
    for (const { text } of cells) {
      const kind = readHeader(text)?.kind;
      if (kind === undefined) continue;
      const isUseful = !USELESS.has(kind);
      kinds.add(isUseful ? kind : keyOf(text));
      if (isUseful) useful.add(kind);
    }
  }
  return { filled, known: kinds.size, useful: useful.size, hasValue, isMarked, hasSpans };
}

/** Indexes of the header rows among the rows; empty where there are none. */
function* findHead(rows: readonly Row[]): Generator<undefined, number[]> {
  let best = -1;
  let useful = 0;
  const facts = rows.map((row) => lazy(() => headFacts(row)));
  for (const [i, row] of rows.entries()) {
    if (!mayBeHead(row)) continue;
    const fact = (facts[i] as () => HeadFacts)();
    yield;
    if (fact.hasValue || fact.known < 2 || fact.useful <= useful) continue;
    const isMost = fact.known * 2 > fact.filled || (fact.known >= 3 && fact.known * 2 >= fact.filled);
    if (!isMost && !(fact.isMarked && fact.known * 3 >= fact.filled)) continue;
    best = i;
    useful = fact.useful;
  }
  if (best < 0) return [];
  const head = [best];
  const own = (facts[best] as () => HeadFacts)();
  const above = facts[best - 1]?.();
  if (above && isLevel(above) && above.hasSpans) head.unshift(best - 1);
  const below = facts[best + 1]?.();
  if (below && isLevel(below) && own.hasSpans && isUnder(rows[best] as Row, rows[best + 1] as Row)) head.push(best + 1);
  return head;
}

function isLevel(fact: HeadFacts): boolean {
  return !fact.hasValue && fact.known > 0 && (fact.isMarked || fact.known * 2 >= fact.filled);
}

/** Whether all cells of the lower row stand under merged ones of the upper, or beside them under nothing. */
function isUnder(upper: Row, lower: Row): boolean {
  return lower.cells.every((cell) => {
    if (cell.text.trim() === '') return true;
    const over = cellOver(upper, cell.column);
    return !over || over.span > 1 || over.text.trim() === '';
  });
}

function cellOver(row: Row, column: number): Cell | undefined {
  return row.cells.find((cell) => cell.column <= column && column < cell.column + Math.max(1, cell.span));
}

function* columnsUnder(head: readonly number[], rows: readonly Row[], caption: string): Generator<undefined, Columns | undefined> {
  const headRows = head.map((i) => rows[i] as Row);
  const isHeadMarked = headRows.some((row) => row.isHead);
  const data = rows.filter((row, i) => (isHeadMarked || i > (head[0] as number)) && !head.includes(i) && !row.isHead);
  const candidates = readHead(headRows);
  const facts = yield* gatherFacts(data);
  const kept = settle(candidates, facts, data);
  const isStatistic = candidates.some(({ header }) => header.kind === 'statistic');
  if (!isEnough(kept, isStatistic)) return isStatistic ? undefined : yield* inferColumns(rows, caption, true);
  yield;
  const roles: (ColumnRole | undefined)[] = [];
  for (const { column } of candidates) roles[column] = 'other';
  for (const [column, role] of kept.roles) roles[column] = role;
  const headerRows = rows.slice(isHeadMarked ? head[0] : 0, (head.at(-1) as number) + 1).map((row) => row.id);
  const columns = yield* finish(roles, candidates, caption, headerRows, data);
  return (yield* holdsValues(columns, data)) ? columns : undefined;
}

/** The header of each column that has one we know. */
function readHead(headRows: readonly Row[]): Candidate[] {
  const candidates: Candidate[] = [];
  const width = Math.min(
    MAX_COLUMNS,
    Math.max(...headRows.flatMap((row) => row.cells.map((cell) => cell.column + Math.max(1, cell.span)))),
  );
  for (let column = 0; column < width; column++) {
    const over = headRows.flatMap((row) => cellOver(row, column) ?? []).filter((cell) => cell.text.trim() !== '');
    const cell = over.at(-1);
    if (!cell) continue;
    const header = over.length > 1 ? readLevels((over.at(-2) as Cell).text, cell.text) : readHeader(cell.text);
    if (header) candidates.push({ column, header, text: over.map(({ text }) => text).join(' '), cell });
  }
  return candidates;
}

/** "Price" over "Unit" is a unit price, over "Total" an amount. */
function readLevels(upper: string, lower: string): Header | undefined {
  const exact = headers().get(keyOf(`${lower} ${upper}`)) ?? headers().get(keyOf(`${upper} ${lower}`));
  return exact ?? readHeader(lower) ?? readHeader(`${upper} ${lower}`) ?? readHeader(upper);
}

function* gatherFacts(data: readonly Row[]): Generator<undefined, Map<number, Facts>> {
  const facts = new Map<number, Writable<Facts>>();
  for (const row of data) {
    for (const cell of row.cells) {
      const text = cell.text.trim();
      if (text === '' || cell.span > 1) continue;
      let fact = facts.get(cell.column);
      if (!fact) {
        fact = { filled: 0, ordinals: 0, codes: 0, numbers: 0, marked: 0, counted: 0, units: 0, length: 0 };
        facts.set(cell.column, fact);
      }
      fact.filled++;
      fact.length += Math.min(text.length, 1000);
      if (isOrdinal(text)) fact.ordinals++;
      if (isCode(text)) fact.codes++;
      if (isUnit(text)) fact.units++;
      if (!/\d/.test(text)) continue;
      if (parseNumber(text) !== undefined) fact.numbers++;
      else if ((parseMoney(text) ?? lastMoneyIn(text))?.currency !== undefined) fact.marked++;
      else {
        const unit = parseQuantity(text)?.unit;
        if (unit !== undefined && isUnit(unit)) fact.counted++;
      }
      yield;
    }
  }
  return facts;
}

/** Whether at least half of the column's cells are so. */
function isMostly(fact: Facts | undefined, what: Exclude<keyof Facts, 'filled' | 'length'>): boolean {
  return fact !== undefined && fact.filled > 0 && fact[what] * 2 >= fact.filled;
}

interface Settled {
  readonly roles: ReadonlyMap<number, ColumnRole>;
  /** How far the name of what is bought can be trusted to be one. */
  readonly naming: 'sure' | 'item' | 'name' | 'none';
}

/** Decides the open header words by the cells, and which column has a role that several claim. */
function settle(candidates: readonly Candidate[], facts: ReadonlyMap<number, Facts>, data: readonly Row[]): Settled {
  const roles = new Map<number, ColumnRole>();
  const has = (role: ColumnRole): boolean => [...roles.values()].includes(role);
  const of = (kind: HeaderKind) =>
    candidates.filter(({ header }) => header.kind === kind).sort((a, b) => a.header.rank - b.header.rank || a.column - b.column);
  /** Gives the role to the first, and to what stands under the same header cell. */
  const give = (role: ColumnRole, claims: readonly Candidate[]) => {
    const first = claims[0];
    if (first && !has(role)) for (const claim of claims) if (claim.cell === first.cell) roles.set(claim.column, role);
  };

  for (const role of ['number', 'brand', 'supplier', 'unit', 'currency', 'quantity', 'description'] as const) give(role, of(role));
  const isUnitPrice = ({ column }: Candidate) => isMostly(facts.get(column), 'marked') || isMostly(facts.get(column), 'numbers');
  const unitPrices = of('units').filter(isUnitPrice);
  if (unitPrices.length > 0 && !has('quantity') && of('price').length > 0) give('quantity', unitPrices);
  const prices = [...of('price'), ...unitPrices.filter(({ column }) => !roles.has(column))];
  givePrices(prices, of('amount'), roles, data);
  give(
    'unit',
    of('units').filter((claim) => !isUnitPrice(claim)),
  );

  const parts = of('part');
  const coded = parts.filter(({ column }) => !facts.has(column) || isMostly(facts.get(column), 'codes'));
  // Among equals the column with part numbers in it goes first.
  give('part', parts[0] && coded[0] && coded[0].header.rank <= parts[0].header.rank ? coded : parts);
  for (const claim of of('no')) {
    const fact = facts.get(claim.column);
    if (!has('number') && (!fact || isMostly(fact, 'ordinals'))) give('number', [claim]);
    else if (!has('part')) give('part', [claim]);
  }
  let naming: Settled['naming'] = has('description') ? 'sure' : 'none';
  for (const claim of of('item')) {
    const fact = facts.get(claim.column);
    const isNamed = has('description') || of('item').length > 1 || of('name').length > 0;
    if (!has('number') && isMostly(fact, 'ordinals') && isNamed) give('number', [claim]);
    else if (!has('part') && isMostly(fact, 'codes') && isNamed) give('part', [claim]);
    else if (isMostly(fact, 'ordinals') || isMostly(fact, 'marked')) continue;
    else if (naming === 'none' || naming === 'sure') {
      // "Product" beside "Description" is the other half of the name.
      roles.set(claim.column, 'description');
      if (naming === 'none') naming = 'item';
    }
  }
  for (const claim of of('specification')) {
    if (!has('part') && isMostly(facts.get(claim.column), 'codes')) give('part', [claim]);
    else if (!has('description') && of('name').length === 0) {
      give('description', [claim]);
      naming = 'item';
    }
  }
  if (!has('description') && of('name').length > 0) {
    give('description', of('name'));
    naming = 'name';
  }
  return { roles, naming };
}

/** Chooses unit price and amount: the two that the quantity ties together, else those whose headers say it best. */
function givePrices(
  prices: readonly Candidate[],
  amounts: readonly Candidate[],
  roles: Map<number, ColumnRole>,
  data: readonly Row[],
): void {
  const quantity = [...roles].find(([, role]) => role === 'quantity')?.[0];
  const set = (role: 'price' | 'amount', claim: Candidate | undefined, claims: readonly Candidate[]) => {
    for (const other of claims) if (claim && other.cell === claim.cell && !roles.has(other.column)) roles.set(other.column, role);
  };
  const counts = quantity === undefined ? [] : valuesIn(data, quantity);
  if (quantity !== undefined && prices.length + amounts.length > 2) {
    let best: readonly [Candidate, Candidate] | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const price of prices) {
      for (const amount of amounts.length > 0 ? amounts : prices) {
        const ranks = price.header.rank * 2 + amount.header.rank;
        if (price === amount || ranks >= least || !multiplies(counts, valuesIn(data, price.column), valuesIn(data, amount.column)))
          continue;
        best = [price, amount];
        least = ranks;
      }
    }
    if (best) {
      set('price', best[0], prices);
      set('amount', best[1], amounts.length > 0 ? amounts : prices);
      return;
    }
  }
  // "Unit price | Qty | Price": the plain one is of the line.
  const [first, second] = prices;
  const isLine = amounts.length === 0 && first !== undefined && second !== undefined && first.header.rank === 0 && second.header.rank === 1;
  const isTied = isLine && multiplies(counts, valuesIn(data, first.column), valuesIn(data, second.column));
  set('price', first, prices);
  set('amount', isTied ? second : amounts[0], isTied ? prices : amounts);
}

/** What stands in a column, row by row. */
type Values = readonly (number | undefined)[];

function valuesIn(data: readonly Row[], column: number): Values {
  return data.map((row) => valueAt(row, column));
}

/** Whether the first two columns multiply to the third, in more than half of the rows that have all three, and in `least` at least. */
function multiplies(a: Values, b: Values, product: Values, least = 1): boolean {
  let all = 0;
  let tied = 0;
  for (let i = 0; i < product.length; i++) {
    const x = a[i];
    const y = b[i];
    const z = product[i];
    if (x === undefined || y === undefined || z === undefined) continue;
    all++;
    // Prices are shown rounded.
    if (z !== 0 && Math.abs(x * y - z) <= Math.max(0.02, Math.abs(z) * 0.0005)) tied++;
  }
  return tied >= least && tied * 2 > all;
}

function valueAt(row: Row, column: number): number | undefined {
  const text = row.cells.find((cell) => cell.column === column && cell.span <= 1)?.text;
  if (text === undefined || !/\d/.test(text)) return undefined;
  return parseQuantity(text)?.value ?? (parseMoney(text) ?? lastMoneyIn(text))?.value;
}

function isEnough({ roles, naming }: Settled, isStatistic: boolean): boolean {
  const found = new Set(roles.values());
  if (!found.has('description') && !found.has('part')) return false;
  const values = (['quantity', 'price', 'amount'] as const).filter((role) => found.has(role));
  if (values.length !== 1) return values.length > 1;
  if (isStatistic) return false;
  // A name beside an amount may be a budget, an income statement, a list of donors.
  if (values[0] !== 'amount' || naming === 'sure') return true;
  return found.has('part') || found.has('brand') || found.has('unit') || (naming === 'item' && found.has('number'));
}

/** Currency, scale, unit and decimal mark of the columns with roles. */
function* finish(
  roles: readonly (ColumnRole | undefined)[],
  candidates: readonly Candidate[],
  caption: string,
  headerRows: readonly number[],
  data: readonly Row[],
): Generator<undefined, Columns> {
  const headerOf = (role: ColumnRole): string =>
    candidates
      .filter(({ column }) => roles[column] === role)
      .map(({ text }) => text)
      .join(' ');
  const texts: string[] = [];
  const currencies = new Set<string | undefined>();
  for (const row of data) {
    for (const { column, text } of row.cells) {
      const role = roles[column];
      if (role !== 'quantity' && role !== 'price' && role !== 'amount') continue;
      texts.push(text);
      const currency = role === 'quantity' ? undefined : lastMoneyIn(text)?.currency;
      if (currency !== undefined) currencies.add(currency);
    }
    yield;
  }
  const price = headerOf('price');
  const amount = headerOf('amount');
  const isAlike = currencies.size === 1;
  const shared = currencyIn(price) ?? currencyIn(amount) ?? currencyIn(caption) ?? (isAlike ? [...currencies][0] : undefined);
  const moneyOf = (header: string): MoneyColumn => {
    const own = currencyIn(header);
    const currency = own ?? shared;
    // A header that names a currency says what its amounts are counted in, 元 as well as 万元.
    const scale = own === undefined && scaleIn(header) === 1 ? scaleIn(caption) : scaleIn(header);
    return currency === undefined ? { scale } : { currency, scale };
  };
  const unit = unitInBrackets(headerOf('quantity'));
  const mark = decimalMarkOf(texts);
  return {
    roles: Array.from(roles, (role) => role),
    price: moneyOf(price),
    amount: moneyOf(amount),
    ...(unit !== undefined && { unit }),
    ...(mark && { mark }),
    headerRows,
  };
}

function unitInBrackets(header: string): string | undefined {
  const inside = /[(（[]\s{0,2}([^()（）[\]]{1,16})[)）\]]/.exec(header)?.[1]?.trim();
  return inside !== undefined && inside !== '单位' && isUnit(inside) ? inside : undefined;
}

/** Whether what stands in the columns of numbers is numbers, as far as anything stands there. */
function* holdsValues(columns: Columns, data: readonly Row[]): Generator<undefined, boolean> {
  let filled = 0;
  let parsed = 0;
  for (const row of data) {
    for (const { column, text, span } of row.cells) {
      const role = columns.roles[column];
      if ((role !== 'quantity' && role !== 'price' && role !== 'amount') || span > 1 || text.trim() === '') continue;
      filled++;
      if (role === 'quantity' ? parseQuantity(text, columns.mark) : lastMoneyIn(text, columns.mark)) parsed++;
    }
    yield;
  }
  return parsed * 3 >= filled;
}

/* Tables without a header */

/** `isStrict`: there is a header that says nothing we know, so that only columns that multiply to another are a sign. */
function* inferColumns(rows: readonly Row[], caption: string, isStrict: boolean): Generator<undefined, Columns | undefined> {
  const start = rows.findIndex((row) => !row.isHead && row.cells.some((cell) => isValue(cell.text.trim())));
  const isWide = (row: Row) => row.cells.filter((cell) => cell.text.trim() !== '').length >= 3;
  const above = rows.slice(0, Math.max(0, start));
  const data = rows.slice(above.length).filter((row) => !row.isHead && isWide(row));
  if (data.length < 2) return undefined;
  const isHeaded = isStrict || above.some(isWide) || rows.some((row) => isMarkedHead(row));
  const facts = yield* gatherFacts(data);
  const roles: (ColumnRole | undefined)[] = [];
  const columns = [...facts.keys()].filter((column) => column < MAX_COLUMNS).sort((a, b) => a - b);
  const isFull = (column: number) => (facts.get(column) as Facts).filled * 5 >= data.length * 3;

  const number = columns.find((column) => isSequence(data, column));
  if (number !== undefined) roles[number] = 'number';
  const texts = columns.filter((column) => roles[column] === undefined && isFull(column) && isText(facts.get(column) as Facts));
  const part = texts.find((column) => isMostly(facts.get(column), 'codes'));
  const meanLength = (column: number) => (facts.get(column) as Facts).length / (facts.get(column) as Facts).filled;
  const description = texts.filter((column) => column !== part).sort((a, b) => meanLength(b) - meanLength(a))[0];
  if (part !== undefined) roles[part] = 'part';
  if (description !== undefined) roles[description] = 'description';
  if (part === undefined && description === undefined) return undefined;
  // Long texts are a page's layout or a list of articles.
  if (description !== undefined && meanLength(description) > MAX_DESCRIPTION) return undefined;

  const values = columns.filter((column) => roles[column] === undefined && isFull(column) && isNumeric(facts.get(column) as Facts));
  yield;
  const triple = findTriple(data, values, facts);
  yield;
  if (triple) {
    [roles[triple[0]], roles[triple[1]], roles[triple[2]]] = ['quantity', 'price', 'amount'];
  } else {
    if (isHeaded) return undefined;
    const quantity = values.find((column) => isMostly(facts.get(column), 'counted'));
    const money = values
      .filter((column) => isMostly(facts.get(column), 'marked'))
      .sort((a, b) => meanOf(valuesIn(data, a)) - meanOf(valuesIn(data, b)));
    const [low, high] = money;
    if (low === undefined || (quantity === undefined && (number === undefined || description === undefined))) return undefined;
    if (quantity !== undefined) roles[quantity] = 'quantity';
    roles[low] = 'price';
    if (high !== undefined) roles[high] = 'amount';
  }
  return yield* finish(
    roles,
    [],
    caption,
    above.map((row) => row.id),
    data,
  );
}

/** Whether the column counts up by one from row to row. */
function isSequence(data: readonly Row[], column: number): boolean {
  let steps = 0;
  let before: number | undefined;
  for (const row of data) {
    const cell = row.cells.find((each) => each.column === column);
    const text = cell?.text.trim() ?? '';
    const value = text.length <= 5 ? parseNumber(text.replace(/[.)、]$/, '')) : undefined;
    if (value !== undefined && before !== undefined && value === before + 1) steps++;
    before = value;
  }
  return steps * 3 >= (data.length - 1) * 2;
}

function isText(fact: Facts): boolean {
  return !isNumeric(fact) && !isMostly(fact, 'units') && fact.length / fact.filled >= 3;
}

function isNumeric(fact: Facts): boolean {
  return (fact.numbers + fact.marked + fact.counted) * 5 >= fact.filled * 4;
}

function meanOf(values: Values): number {
  const known = values.filter((value) => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}

/** Quantity, price and amount among columns of numbers; undefined where no two multiply to a third. */
function findTriple(
  data: readonly Row[],
  columns: readonly number[],
  facts: ReadonlyMap<number, Facts>,
): readonly [number, number, number] | undefined {
  // More columns are statistics, and take long to try.
  if (columns.length < 3 || columns.length > 8) return undefined;
  const least = Math.max(2, Math.ceil(data.length / 2));
  const values = new Map(columns.map((column) => [column, valuesIn(data, column)]));
  const of = (column: number) => values.get(column) as Values;
  for (const product of [...columns].reverse()) {
    for (const a of columns) {
      for (const b of columns) {
        if (a >= b || a === product || b === product || !multiplies(of(a), of(b), of(product), least)) continue;
        // 1 × 5 = 5 in every row says nothing, unless these are amounts.
        const isPlain = [a, b].some((column) => of(column).every((value) => value === undefined || value === 1));
        const isMoney = [a, b, product].some((column) => isMostly(facts.get(column), 'marked')) || hasCents(data, product);
        if (isPlain && !isMoney) continue;
        return isPriceLike(a, b) ? [b, a, product] : [a, b, product];
      }
    }
  }
  return undefined;

  /** Whether of two factors the first is the price: it has a currency or cents, or is the larger. */
  function isPriceLike(a: number, b: number): boolean {
    if (isMostly(facts.get(a), 'counted') || isMostly(facts.get(b), 'marked')) return false;
    if (isMostly(facts.get(b), 'counted') || isMostly(facts.get(a), 'marked')) return true;
    if (hasCents(data, a) !== hasCents(data, b)) return hasCents(data, a);
    return meanOf(of(a)) > meanOf(of(b));
  }
}

function hasCents(data: readonly Row[], column: number): boolean {
  return data.every((row) => {
    const text = row.cells.find((cell) => cell.column === column)?.text.trim() ?? '';
    return text === '' || /[.,]\d\d$/.test(text);
  });
}

/* Rows */

/** Sums in any wording: "Subtotal section A", "本页小计". */
const TOTAL_SURE =
  /^(?:sub-?\s?totals?\b|grand totals?\b|total (?:for|of|section|lot|page)\b|zwischensumme|gesamtsumme|sous-total|subtotal|总价|總價|合\s*计|合\s*計|小\s*计|小\s*計|总\s*计|總\s*計|共\s*计|总金额|總金額|总额|價稅合計|价税合计|[(（]?(?:人民币)?[(（]?(?:大写|小写))/i;
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
function isTotalLabel(text: string): boolean {
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

const SECTION =
  /^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十\d]{1,3}(?:部分|章|包|标段|标包|项|类)|(?:section|lot|group|category|option|phase|bundle|abschnitt|part|site|分包|标段|包)\s?[a-z\d]{1,3}(?:$|[\s:：.–-])|[A-HIVX]{1,4}[.)]\s)/i;
/** Of the whole document rather than of the item above. */
const NOTE = /^(?:(?:notes?|remarks?|terms|validity|payment|delivery|bemerkung)\b|\*|※|备注|備註|注[:：]|说明|付款|交货|有效期|报价)/i;
/** A longer line over the whole width is a note, not a heading. */
const MAX_HEADING = 40;

/** Whether a text over the whole width heads what follows or speaks of all, rather than saying more of the item above. */
function isHeading(text: string): boolean {
  if (SECTION.test(text) || NOTE.test(text)) return true;
  if (text.length > MAX_HEADING || /[:：]\s*\S|^[-•·*–(（]|^\p{Ll}/u.test(text)) return false;
  return !text.split(/[\s,，、;；/]+/).some(isCode);
}

/**
 * Reads one row by itself: nothing but the row and the columns goes into it, so that callers may keep the reading as long
 * as neither changes.
 */
export function readRow(row: Row, columns: Columns): RowReading {
  const reading: Writable<RowReading> = { row: row.id, kind: 'none' };
  if (row.isHead || columns.headerRows.includes(row.id)) {
    reading.kind = 'header';
    return reading;
  }
  const { roles } = columns;
  let filled = 0;
  let first = '';
  let label = '';
  let hasDescriptionCell = false;
  let isWide = false;
  let isAcrossValues = false;
  let oddValues = 0;
  let currency: string | undefined;
  let firstIsHeader = false;
  for (const cell of row.cells) {
    const { text, column } = cell;
    const isMerged = cell.span > 1;
    const role = isMerged ? mergedRole(roles, column, cell.span) : roles[column];
    if (role === 'description') hasDescriptionCell = true;
    // Grids fill empty cells with a no-break space.
    if (text === '' || text.trim() === '') continue;
    if (filled++ === 0) {
      first = clip(text, MAX_DESCRIPTION);
      firstIsHeader = cell.isHeader;
      if (isMerged && role === 'description') {
        isWide = true;
        for (let i = column; i < Math.min(column + cell.span, roles.length); i++) if (isValueRole(roles[i])) isAcrossValues = true;
      }
    }
    switch (role) {
      case 'description': {
        if (isBlankMark(text)) break;
        const own = clip(text, MAX_DESCRIPTION);
        reading.description = reading.description === undefined ? own : cut(`${reading.description} ${own}`, MAX_DESCRIPTION);
        break;
      }
      case 'number': {
        const own = clip(text, MAX_DESCRIPTION);
        if (isLineNumber(own)) reading.number = own;
        else label ||= own;
        break;
      }
      case 'part':
        if (!isBlankMark(text)) reading.part ??= clip(text, MAX_PART);
        break;
      case 'brand':
        reading.brand ??= clip(text, MAX_PART);
        break;
      case 'unit':
        reading.unit ??= clip(text, MAX_UNIT);
        break;
      case 'currency':
        currency = currencyIn(text);
        break;
      case 'quantity': {
        const quantity = parseQuantity(text, columns.mark);
        if (!quantity) {
          oddValues++;
          break;
        }
        reading.quantity ??= quantity.value;
        if (quantity.unit !== undefined) reading.unit ??= clip(quantity.unit, MAX_UNIT);
        break;
      }
      case 'price':
      case 'amount': {
        const money = readMoney(text, columns, columns[role], currency);
        if (money) reading[role] ??= money;
        else oddValues++;
        break;
      }
    }
  }
  if (filled === 0) return reading;
  // The currency may stand behind the amounts.
  if (currency !== undefined) {
    if (reading.price) reading.price = { ...reading.price, currency };
    if (reading.amount) reading.amount = { ...reading.amount, currency };
  }
  const hasValue = reading.quantity !== undefined || reading.price !== undefined || reading.amount !== undefined;
  const isPriced = reading.quantity !== undefined && reading.price !== undefined;
  const isNumbered = reading.number !== undefined;
  const named = isNumbered ? (reading.description ?? '') : first;
  // The label may stand in the column of part numbers.
  if (!isPriced && (reading.part === undefined || reading.part === named)) {
    if ((isNumbered ? TOTAL_SURE.test(named) : isTotalLabel(named)) || (isAcrossValues && reading.amount !== undefined)) {
      reading.kind = 'total';
      return reading;
    }
  }
  if (!hasValue && oddValues > 0 && repeatsHeader(row, columns)) return { row: row.id, kind: 'header' };
  if (label !== '') reading.description ??= label;
  if (reading.quantity !== undefined && columns.unit !== undefined) reading.unit ??= columns.unit;
  reading.kind = kindOf(reading, hasValue, hasDescriptionCell, isWide || label !== '', firstIsHeader && filled === 1);
  if (reading.kind === 'item' && !hasDescriptionCell && reading.description === undefined && roles.includes('description'))
    reading.isSpanned = true;
  return reading;
}

function kindOf(reading: RowReading, hasValue: boolean, hasDescriptionCell: boolean, isWide: boolean, isHeader: boolean): RowKind {
  const text = reading.description ?? reading.part ?? reading.brand;
  if (text === undefined) {
    // Blank lines of a form are numbered too; sums without a word are not.
    const isSpanned = !hasDescriptionCell && reading.quantity !== undefined;
    return hasValue && (reading.number !== undefined || isSpanned) ? 'item' : 'none';
  }
  if (hasValue) return 'item';
  if (reading.number !== undefined) return reading.part === undefined && SECTION_NUMBER.test(reading.number) ? 'none' : 'item';
  if (reading.part === undefined && (isHeader || (isWide ? isHeading(text) : SECTION.test(text)))) return 'none';
  return 'continuation';
}

const isValueRole = (role: ColumnRole | undefined): boolean => role === 'quantity' || role === 'price' || role === 'amount';

/** What a merged cell is: a text if it takes in a column of texts or begins at the number, else its first known column. */
function mergedRole(roles: readonly (ColumnRole | undefined)[], column: number, span: number): ColumnRole | undefined {
  let found: ColumnRole | undefined;
  const end = Math.min(column + span, roles.length);
  for (let i = column; i < end; i++) {
    const role = roles[i];
    if (role === 'description' || role === 'number') return 'description';
    if (found === undefined || found === 'other') found = role;
  }
  return found;
}

/** "-", "n/a", "/": says that there is none. */
function isBlankMark(text: string): boolean {
  return text.length <= 6 && /^\s*(?:[-–—/.]{1,3}|n\/?a|无|none)\s*$/i.test(text);
}

function readMoney(text: string, columns: Columns, column: MoneyColumn, rowCurrency: string | undefined): Money | undefined {
  if (!/\d/.test(text)) return undefined;
  const hint = rowCurrency ?? column.currency;
  const money = parseMoney(text, columns.mark, hint) ?? lastMoneyIn(text, columns.mark, hint);
  return money && column.scale !== 1 && scaleIn(text) === 1 ? multiplyMoney(money, column.scale) : money;
}

/** Whether the row says the header again, as at the top of a printed page. */
function repeatsHeader(row: Row, columns: Columns): boolean {
  let same = 0;
  for (const { text, column } of row.cells) {
    const role = columns.roles[column];
    if (role === undefined || role === 'other') continue;
    const kind = readHeader(text)?.kind;
    if (kind === role || (kind !== undefined && isOpen(kind))) same++;
  }
  return same >= 2;
}

/* Lines */

/**
 * Joins the readings of a table, in the order of its rows, into lines: a continuation goes to the item above unless a
 * total, a heading or an empty row stands between. The amount is the stated one, else quantity × price. Without a
 * description, brand and part together serve as one; a part alone does not, since it is shown anyway. A numbered row
 * without anything to pay is a heading when the next number continues its own ("1" above "1.1").
 */
export function* linesOf(readings: readonly RowReading[]): Generator<undefined, LineDraft[]> {
  const lines: LineDraft[] = [];
  let line: Writable<LineDraft> | undefined;
  let brand: string | undefined;
  /** Of the last row that had one, for the rows that its cell reaches down into. */
  let description: string | undefined;
  const close = () => {
    if (line) complete(line, brand);
  };
  for (const reading of readings) {
    if (reading.kind === 'item') {
      if (line && isHeadOf(line, reading)) lines.pop();
      else close();
      line = startLine(reading, reading.isSpanned ? description : reading.description);
      description = line.description;
      brand = reading.brand;
      lines.push(line);
    } else if (reading.kind === 'continuation' && line) {
      line.rows.push(reading.row);
      const more = reading.description;
      if (more !== undefined && (line.description?.length ?? 0) < MAX_DESCRIPTION)
        line.description = line.description === undefined ? more : cut(`${line.description} ${more}`, MAX_DESCRIPTION);
      if (reading.part !== undefined) line.part ??= reading.part;
      brand ??= reading.brand;
    } else if (reading.kind !== 'header' && reading.kind !== 'continuation') {
      close();
      line = undefined;
    }
    yield;
  }
  close();
  return lines;
}

function startLine(reading: RowReading, description: string | undefined): Writable<LineDraft> {
  const line: Writable<LineDraft> = { rows: [reading.row] };
  if (reading.number !== undefined) line.number = reading.number;
  if (description !== undefined) line.description = description;
  if (reading.part !== undefined) line.part = reading.part;
  if (reading.quantity !== undefined) line.quantity = reading.quantity;
  if (reading.unit !== undefined) line.unit = reading.unit;
  if (reading.price) line.price = reading.price;
  if (reading.amount) line.amount = reading.amount;
  return line;
}

/** What only the whole line tells. */
function complete(line: Writable<LineDraft>, brand: string | undefined): void {
  if (line.description === undefined && brand !== undefined) {
    line.description = cut(
      line.part === undefined || line.part.startsWith(brand) ? (line.part ?? brand) : `${brand} ${line.part}`,
      MAX_DESCRIPTION,
    );
  }
  if (!line.amount && line.price && line.quantity !== undefined) line.amount = multiplyMoney(line.price, line.quantity);
}

function isHeadOf(line: LineDraft, next: RowReading): boolean {
  if (line.number === undefined || next.number === undefined || line.part !== undefined) return false;
  if (line.quantity !== undefined || line.price || line.amount || line.rows.length > 1) return false;
  return next.number.startsWith(`${line.number.replace(/[.)、]$/, '')}.`) && next.number.length > line.number.length;
}

/* Labels and values */

export interface Pair {
  readonly label: string;
  readonly value: string;
}

/**
 * One item told as labels and values ("品牌 | 华为", "数量 | 2"). Undefined unless it is named, or has a part number, and
 * has a price, a quantity or an amount. `rows` is empty.
 */
export function readPairs(pairs: readonly Pair[]): LineDraft | undefined {
  const values = new Map<HeaderKind, { readonly value: string; readonly label: string; readonly rank: number }>();
  for (const { label, value } of pairs) {
    const header = value.trim() === '' ? undefined : readHeader(label);
    if (header && header.rank < (values.get(header.kind)?.rank ?? 9)) values.set(header.kind, { value, label, rank: header.rank });
  }
  const textOf = (max: number, ...kinds: HeaderKind[]): string | undefined => {
    for (const kind of kinds) {
      const text = clip(values.get(kind)?.value ?? '', max);
      if (text !== '' && !isBlankMark(text)) return text;
    }
    return undefined;
  };
  const mark = decimalMarkOf(['price', 'amount', 'quantity'].flatMap((kind) => values.get(kind as HeaderKind)?.value ?? []));
  const currency = currencyIn(values.get('currency')?.value ?? '');
  const moneyOf = (kind: 'price' | 'amount'): Money | undefined => {
    const pair = values.get(kind);
    if (!pair) return undefined;
    const own = currencyIn(pair.label) ?? currency;
    const column: MoneyColumn = { scale: scaleIn(pair.label), ...(own !== undefined && { currency: own }) };
    return readMoney(pair.value, { roles: [], headerRows: [], price: column, amount: column, ...(mark && { mark }) }, column, undefined);
  };
  const quantity = parseQuantity(values.get('quantity')?.value ?? values.get('units')?.value ?? '', mark);
  const named = textOf(MAX_DESCRIPTION, 'description', 'item', 'name');
  const numbered = textOf(MAX_PART, 'no');
  const specified = textOf(MAX_PART, 'specification');
  const isPart = numbered !== undefined && !isOrdinal(numbered);
  const part =
    textOf(MAX_PART, 'part') ?? (isPart ? numbered : undefined) ?? (specified !== undefined && isCode(specified) ? specified : undefined);
  const number = textOf(MAX_NUMBER, 'number') ?? (isPart ? undefined : numbered);
  const unit = textOf(MAX_UNIT, 'unit') ?? (quantity?.unit === undefined ? undefined : clip(quantity.unit, MAX_UNIT));
  const price = moneyOf('price');
  const amount = moneyOf('amount');
  if ((named === undefined && part === undefined) || (!quantity && !price && !amount)) return undefined;
  const line: Writable<LineDraft> = {
    rows: [],
    ...(number !== undefined && { number }),
    ...(named !== undefined && { description: named }),
    ...(part !== undefined && { part }),
    ...(quantity && { quantity: quantity.value }),
    ...(unit !== undefined && quantity && { unit }),
    ...(price && { price }),
    ...(amount && { amount }),
  };
  complete(line, textOf(MAX_PART, 'brand'));
  return line;
}

/** More rows are no one item's. */
const MAX_PAIRS = 100;

/**
 * The labels and values of a table of two columns, or of four (label, value, label, value). Undefined for any other, and
 * unless three labels, or two of at most four, are header words that we know.
 */
export function pairsOf(rows: readonly Row[]): Pair[] | undefined {
  if (rows.length > MAX_PAIRS) return undefined;
  const pairs: Pair[] = [];
  let known = 0;
  for (const { cells, isHead } of rows) {
    // A title, or a remark over the whole width.
    if (cells.length === 1) continue;
    // Headers side by side stand over columns.
    if (isHead || cells.every((cell) => cell.isHeader)) return undefined;
    if (cells.length !== 2 && cells.length !== 4) return undefined;
    for (let i = 0; i < cells.length; i += 2) {
      const label = (cells[i] as Cell).text;
      const value = (cells[i + 1] as Cell).text;
      if (label.trim() === '' && value.trim() === '') continue;
      pairs.push({ label, value });
      if (readHeader(label)) known++;
    }
  }
  return known >= 3 || (known === 2 && pairs.length <= 4) ? pairs : undefined;
}
