/** Which column holds what: by the words of the headings, and by the values where there are none. */
import { type Cell, type Row, showCell } from './rows.ts';
import type { AnyField, ImportPlan, Mapping } from './source.ts';
import { dateOf, foldWord, severityOf } from './values.ts';

type Words = Readonly<Partial<Record<AnyField, string>>>;

/** Words of headings. The first ones are those of our own exports. */
const shared: Words = {
  id: 'ID, entry id, list id, code, no, number, serial number, entry number, 编号, 序号, 代码, 编码, 編號, 序號, 項次, 代碼',
  vendor:
    'Vendor, vendor name, supplier, supplier name, manufacturer, manufacturer name, maker, brand, brand name, company, company name, name, entity, entity name, organization, organisation, party, 供应商, 供应商名称, 厂商, 厂商名称, 厂家, 企业, 企业名称, 公司, 公司名称, 单位名称, 制造商, 制造商名称, 生产厂家, 生产商, 生产企业, 品牌, 名称, 供方, 供應商, 供應商名稱, 廠商, 廠商名稱, 廠牌, 製造商, 製造商名稱, 公司名稱, 名稱',
  product:
    'Product, product name, item, item name, goods, 产品, 产品名称, 商品, 商品名称, 货物名称, 物资名称, 產品, 產品名稱, 商品名稱, 品名, 品項',
  url: 'Link, url, web address, address of source, source, source url, source link, website, 链接, 网址, 来源, 来源链接, 依据链接, 出处, 官网, 网站, 網址, 連結, 來源, 官網, 網站',
  note: 'Note, notes, remark, remarks, comment, comments, reason, description, 备注, 原因, 说明, 理由, 描述, 依据, 備註, 說明, 依據',
};
const restrictedOnly: Words = {
  category: 'Category, product category, type of product, 类别, 产品类别, 品类, 分类, 物资类别, 類別, 產品類別, 分類',
  aliases:
    'Aliases, alias, aka, also known as, other names, other name, alternative names, alternative name, alt names, former name, former names, short name, abbreviation, synonyms, english name, 别名, 曾用名, 简称, 其他名称, 又名, 又称, 英文名, 英文名称, 別名, 曾用名稱, 簡稱, 英文名稱',
  partNumbers:
    'Part numbers, part number, part no, part nos, parts, pn, mpn, model, models, model number, sku, 型号, 规格型号, 产品型号, 货号, 料号, 部件号, 零件号, 型号规格, 型號, 規格型號, 產品型號, 貨號, 料號',
  severity:
    'Severity, action, restriction, restriction type, measure, treatment, 严重程度, 处理方式, 处置方式, 管控措施, 限制类型, 限制措施, 级别, 等级, 處理方式, 等級',
};
const approvedOnly: Words = {
  categories: 'Categories, category, product category, product categories, 类别, 产品类别, 品类, 分类, 物资类别, 類別, 產品類別, 分類',
  reference:
    'Reference, contract, contract no, contract number, certificate, certificate no, certificate number, cert no, agreement, agreement number, framework agreement, 合同号, 合同编号, 证书号, 证书编号, 协议号, 协议编号, 框架协议编号, 批准文号, 合同, 证书, 合約編號, 契約編號, 證書編號',
  validUntil:
    'Valid until, valid to, valid through, expires, expires on, expiry, expiry date, expiration date, end date, 有效期至, 有效期, 有效期限, 有效期截止, 到期日, 到期日期, 截止日期, 失效日期, 有效日期, 有效期間',
  scope: 'Scope, coverage, covers, approved for, 范围, 适用范围, 授权范围, 供货范围, 采购范围, 准入范围, 範圍, 適用範圍',
  region: 'Region, area, territory, location, 地区, 区域, 适用地区, 适用区域, 省份, 地區, 區域, 適用地區',
};

const dictionaries = {
  restricted: { ...shared, ...restrictedOnly },
  approved: { ...shared, ...approvedOnly },
} as const;

/** In this order they stand in an export. */
export const fieldsOf: Readonly<Record<ImportPlan['kind'], readonly AnyField[]>> = {
  restricted: ['id', 'vendor', 'product', 'category', 'aliases', 'partNumbers', 'severity', 'note', 'url'],
  approved: ['id', 'vendor', 'product', 'categories', 'reference', 'validUntil', 'scope', 'region', 'url', 'note'],
};

const wordsOf = (kind: ImportPlan['kind'], field: AnyField): string[] => ((dictionaries[kind] as Words)[field] ?? '').split(', ');

/** What an export calls the field. */
export const headingOf = (kind: ImportPlan['kind'], field: AnyField): string => wordsOf(kind, field)[0] as string;

/** Of each heading, folded, its field. A field's own name is one, too: JSON says `validUntil`. */
const headings = (kind: ImportPlan['kind']): ReadonlyMap<string, AnyField> =>
  new Map(fieldsOf[kind].flatMap((field) => [field, ...wordsOf(kind, field)].map((word) => [foldWord(word), field] as const)));
const headingsOf = { restricted: headings('restricted'), approved: headings('approved') } as const;

/** Without stars and what stands in brackets: `*供应商名称（必填）`. A bracket that never closes is passed once, however many follow. */
const foldHeading = (text: string): string => foldWord(text.normalize('NFKC').replace(/\([^()]*\)|\[[^[\]]*\]/g, ''));

/** Rows above the headings that are looked at: a title, a date, who made the list. */
const ABOVE = 10;

/** Which of the first rows names the columns; -1 for none. */
export function findHeader(kind: ImportPlan['kind'], rows: readonly Row[]): number {
  const hits = rows.slice(0, ABOVE).map(({ cells }) => cells.filter((cell) => headingsOf[kind].has(foldHeading(showCell(cell)))).length);
  const several = hits.findIndex((count) => count > 1);
  if (several !== -1) return several;
  return (hits[0] ?? 0) > 0 ? 0 : -1;
}

/** The guess by the headings, or by the values where there are none. `rows` stand below the headings. */
export function guessMapping(kind: ImportPlan['kind'], columns: readonly string[], rows: readonly Row[]): Mapping {
  const mapping: Partial<Record<AnyField, number>> = {};
  const take = (field: AnyField, column: number): void => {
    if (mapping[field] !== undefined || Object.values(mapping).includes(column)) return;
    // What repeats, such as the code of a category, tells no entries apart: all but one of them would be left out.
    if (field === 'id' && repeats(valuesIn(column))) return;
    mapping[field] = column;
  };
  const valuesIn = (column: number): string[] =>
    rows.map(({ cells }) => showCell(cells[column] ?? '').trim()).filter((text) => text !== '');
  columns.forEach((heading, column) => {
    const word = foldHeading(heading);
    const field = headingsOf[kind].get(word);
    if (field) take(field === 'url' && eitherWay.has(word) && !mostly(valuesIn(column), isAddress) ? 'note' : field, column);
  });
  columns.forEach((heading, column) => {
    const field = fieldWithin(kind, heading);
    if (field && !eitherWay.has(foldHeading(heading))) take(field, column);
  });
  if (mapping.vendor === undefined) guessByValues(kind, columns.length, valuesIn, take);
  return mapping;
}

/** Headings of links, or of who said it: the values decide. */
const eitherWay: ReadonlySet<string> = new Set(['source', '来源', '出处', 'website', '官网', '网站'].map(foldWord));

const isAddress = (text: string): boolean => /^[a-z]+:\/\//i.test(text);

/** True also where there is no value to speak against it. */
const mostly = (values: readonly string[], is: (text: string) => boolean): boolean => 2 * values.filter(is).length >= values.length;

/** Whether hardly any value stands alone. One that was repeated by mistake is told of when the rows are read. */
const repeats = (values: readonly string[]): boolean => values.length > 1 && 2 * new Set(values).size < values.length;

/** The field whose longest word stands within a heading, such as 供应商 in 受限供应商全称. */
function fieldWithin(kind: ImportPlan['kind'], heading: string): AnyField | undefined {
  const folded = foldHeading(heading);
  const tokens = heading.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  let best: { readonly word: string; readonly field: AnyField } | undefined;
  for (const [word, field] of headingsOf[kind]) {
    const isWithin = /\p{sc=Han}/u.test(word) ? folded.includes(word) : word !== 'name' && tokens.includes(word);
    if (isWithin && word.length > (best?.word.length ?? 1)) best = { word, field };
  }
  return best?.field;
}

function guessByValues(
  kind: ImportPlan['kind'],
  columns: number,
  valuesIn: (column: number) => string[],
  take: (field: AnyField, column: number) => void,
): void {
  for (let column = 0; column < columns; column++) {
    const values = valuesIn(column);
    if (values.length === 0) continue;
    if (mostly(values, isAddress)) take('url', column);
    else if (kind === 'restricted' && mostly(values, (text) => severityOf(text) !== undefined)) take('severity', column);
    else if (kind === 'approved' && mostly(values, (text) => typeof dateOf(text) === 'object')) take('validUntil', column);
    else if (mostly(values, (text) => /\p{L}{2}/u.test(text))) take('vendor', column);
  }
}

/** A heading as a text: one cell of the row that names the columns. */
export const textOfHeading = (cell: Cell | undefined): string =>
  showCell(cell ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
