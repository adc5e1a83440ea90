/** What the heads of columns say, in the languages that orders are written in. Data: `headers.ts` reads texts by it. */
import type { ColumnRole } from './line-model.ts';

/** What a header word may mean. The lower ones are settled by the cells below. */
export type HeaderKind =
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

export interface Header {
  readonly kind: HeaderKind;
  /** 0 is the best of several columns of one kind. */
  readonly rank: number;
}

/** Kind, rank, words. Written without regard to case, blanks and signs: "Part-No." is "part no". */
export const WORDS: readonly (readonly [HeaderKind, number, string])[] = [
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
    '商品信息|商品详情|货品信息|产品信息|产品详情|物料信息|宝贝|宝贝信息|added items|cart items|items in cart|product info|product information|product name|item name|material name|article name|product title|product description|item description|material description|goods description|description of goods|description of goods and services|description of services|service description|part description|line description|description|descriptions|desc|descr|item desc|product desc|short text|item details|product details|item and description|item description and specification|goods|service|services|goods services|goods and services|product service|products services|product or service|products and services|item service|items services|services and products|supplies services|schedule of supplies services|supplies or services|particulars|commodity|désignation|designation|libellé|bezeichnung|beschreibung|artikelbezeichnung|leistung|produktname|artikelname|produktbezeichnung|artikelbeschreibung|warenbezeichnung|descripción|descripcion|concepto|descrizione|omschrijving|descrição|descricao|品名|货物名称|貨物名稱|产品名称|產品名稱|商品名称|商品名稱|物料名称|物料名稱|物资名称|设备名称|設備名稱|标的名称|项目名称|項目名稱|材料名称|服务名称|货品名称|存货名称|软件名称|硬件名称|系统名称|采购内容|服务内容|项目内容|品名及规格|品名规格|名称及规格|名称规格|名称型号|名称及型号|货物或应税劳务名称|货物或应税劳务服务名称|描述|物料描述|产品描述|货物描述|商品描述|商品名|製品名|件名|品目名|품명|상품명|제품명|الوصف|البيان|اسم الصنف|الصنف|תיאור|שם פריט|наименование|наименование товара|описание',
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
    'accepted qty|accepted quantity|rejected qty|shipped|qty shipped|delivered|delivered qty|received|qty received|open qty|open quantity|backordered|billed qty|invoiced qty|stock qty|qty available|available qty|已收数量|收货数量|入库数量|已交数量|未交数量|库存数量|可用数量',
  ],
  [
    'unit',
    0,
    'maßeinheit|mengeneinheit|uom|u m|um|u of m|unit of measure|unit of measurement|units of measure|measure|oun|ui|u i|einheit|einh|me|eh|unité|unidad|ud|un|单位|單位|计量单位|計量單位|単位|단위|الوحدة|יחידה|ед изм|единица',
  ],
  ['units', 0, 'unit|units'],
  [
    'per',
    0,
    'per|per qty|per quantity|price per qty|price per quantity|price quantity|price basis|price base|pricing unit|pricing quantity|pro|preiseinheit|preis pro|par|por|每|每单位|定价单位|計價單位|价格数量|价格基数|计价数量|单价数量',
  ],
  // "Price/Unit" is written the same way and is the price of one: what stands below tells.
  ['per', 1, 'price unit|price units|unit of price|价格单位|價格單位'],
  [
    'price',
    0,
    'unit price|unit cost|unit rate|unit net price|net unit price|price per unit|cost per unit|price each|unit price each|each price|per unit|unit selling price|unit sale price|price per item|price per piece|price pc|price pcs|price ea|unit net|net unit cost|einzelpreis|einzelpreis netto|stückpreis|preis pro stück|preis stück|e preis|ep|prix unitaire|prix unitaire ht|pu|pu ht|p u|prix unit|precio unitario|precio unit|p unitario|prezzo unitario|preço unitário|preco unitario|stukprijs|eenheidsprijs|单价|單價|含税单价|含稅單價|单价含税|采购单价|成交单价|中标单价|报价单价|投标单价|综合单价|订单单价|协议单价|単価|税込単価|단가|سعر الوحدة|מחיר יחידה|מחיר ליחידה|цена за единицу',
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
    'net value|net amount|item subtotal|line subtotal|实付|实付款|实付金额|tax excl|tax incl|value|subtotal|sub total|sum|wert|nettobetrag|nettowert|valor|预算金额|预算|不含税金额|未税金额|不含税总价|税前金额|金额不含税|税抜金額',
  ],
  ['amount', 3, 'list total|total list price|extended list price|list amount'],
  ['currency', 0, 'currency|curr|cur|ccy|crcy|crncy|währung|devise|moneda|valuta|币种|币别|货币|幣別|幣種|通貨|통화'],
  [
    'other',
    0,
    'tax|taxes|vat|gst|tax rate|tax amount|tax code|vat amount|vat rate|vat %|tax %|gst %|gst amount|gst rate|cgst|sgst|igst|mwst|ust|steuer|tva|iva|hsn|hsn code|hsn sac|sac|hs code|discount|disc|disc %|discount %|discount amount|discount rate|rabatt|remise|descuento|delivery|delivery date|lead time|due date|need by|need by date|required date|requested date|ship date|eta|date|remark|remarks|note|notes|comment|comments|bemerkung|bemerkungen|warranty|status|availability|available|stock|in stock|image|picture|photo|thumbnail|action|actions|remove|weight|gross weight|net weight|origin|country of origin|coo|category|account|account code|gl account|cost center|cost centre|plant|storage location|site|location|ship to|term|start date|end date|term start|term end|serial number|serial no|upc|ean|barcode|shipping|freight|handling|lieferzeit|liefertermin|lieferdatum|税率|税额|税金|稅率|稅額|折扣|折扣率|优惠|优惠率|交货期|交貨期|交期|交货日期|交货时间|到货日期|到货时间|需求日期|供货期|备注|備註|附注|注|质保|质保期|保修|保修期|维保期|产地|原产地|图片|操作|状态|起订量|起批量|最小起订量|moq|min order qty|minimum order quantity|類別|类别|分类|用途|收货地址|交货地点|库存|使用部门|需求部门|申请人|是否进口|納期|備考|税|消費税|送料|비고',
  ],
  [
    'statistic',
    0,
    'balance|debit|credit|symbol|ticker|change|chg|% change|change %|market cap|volume|high|low|close|salary|wage|revenue|sales|profit|margin|growth|growth %|population|percentage|percent|%|votes|vote|points|pts|goals|score|gdp|year|years|quarter|share|phone|telephone|mobile|email|e mail|tel|contact|address|birthday|born|wins|losses|played|余额|借方|贷方|借方金额|贷方金额|科目|会计科目|涨跌|涨跌幅|涨幅|最新价|市值|营业收入|营收|净利润|利润|增长率|增长|同比|环比|占比|百分比|比例|比重|电话|联系电话|联系人|手机|手机号|邮箱|电子邮箱|地址|人口|得分|排名|年份|年度|本期|上期|本期金额|上期金额|期末余额|期初余额|年初余额',
  ],
];

/** Stands in all that heads quantities; reading each text of a page as a header would take long. */
export const MAY_HEAD_QUANTITIES =
  /qty|quan|qnty|qtty|ordered|of units|pcs|menge|anzahl|stückzahl|qt[éeàd]|cant|aantal|[数數]|수량|الكمية|כמות|количество|кол/i;

/** Words that say which price or amount it is, and nothing about what the column holds. */
export const QUALIFIERS: ReadonlySet<string> = new Set(
  (
    'usd eur gbp cny rmb jpy hkd twd sgd aud nzd cad chf inr krw us in the of per est estimated quoted quote proposed offered offer final new current your our ' +
    'po order ordered purchase required requested req bid contract net gross customer approx local target awarded euro euros dollar dollars'
  ).split(' '),
);
/** Tax belongs to a qualifier only beside one of these; alone it is a column of taxes. */
export const TAX_PREPOSITION =
  /^(?:excl|excluding|exc|ex|incl|including|inc|w|wo|without|with|before|after|plus|pre|inkl|exkl|zzgl|hors|sans|sin|con|net|netto|brutto)$/;
export const TAX = /^(?:tax|taxes|vat|gst|mwst|ust|tva|iva|o)$/;
/** Unmistakable whatever follows. */
export const BEGINNINGS: readonly string[] = [
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
];
/** Chinese compounds end in what they are. In order: "供应商型号" is a model, "税额合计" a tax. */
export const COMPOUNDS: readonly (readonly [RegExp, HeaderKind, number])[] = [
  [
    /税率|税额|税金|折扣|日期|时间|交期|货期|备注|地址|电话|地点|要求|^(?:订单|合同|单据|申请|发票|采购单|凭证)(?:编号|号|编码)$|部门|人员/,
    'other',
    0,
  ],
  [/(?:限价|市场|预算|控制|目录|参考|原).{0,4}单?价$/, 'price', 3],
  [/单价|單價|単価/, 'price', 0],
  [/(?:名称|名稱|品名).{0,3}(?:规格|規格)?(?:型号|型號)$/, 'description', 0],
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
