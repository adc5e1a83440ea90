/**
 * A term in its surroundings → the evidence for and against it.
 *
 * A term that nobody else uses counts by itself. A term that is also an ordinary word, a place or a short code needs
 * evidence: its vendor beside it, in the same row or near; a context term of its own; a link to its vendor; the page's
 * host or title. Generic words need the vendor's name close by. What the evidence weighs is in `evidence.ts`.
 */
import { isBranch } from './companions.ts';
import {
  type BlockContext,
  contextTermsOf,
  type Found,
  isBrand,
  isGeneric,
  isVendorName,
  type PageContextIndex,
  type RowContext,
} from './context.ts';
import { neededBy, weigh } from './evidence.ts';
import type { Evidence } from './finding.ts';
import { foldString } from './fold.ts';
import type { Index } from './index-format.ts';
import { listOfVendor } from './own-list.ts';

/** What the page as a whole says: the vendor of its host, and the names in its title. */
export interface PageSigns {
  readonly title: BlockContext | undefined;
  readonly host: string | undefined;
}

export interface Judged extends Found {
  readonly evidence: readonly Evidence[];
  readonly needed: number;
  /**
   * `settled`: its own surroundings confirm it. `open`: the rest of the page may. `dropped`: it is nothing, or not worth
   * a question.
   */
  readonly standing: 'settled' | 'open' | 'dropped';
}

/** Weighs one term found in block `own`, which stands in `row`. */
export function judge(found: Found, own: BlockContext, row: RowContext, page: PageContextIndex, signs: PageSigns, index: Index): Judged {
  const evidence = collect(found, own, row, page, signs, index);
  const needed = neededBy(found.info);
  const sum = weigh(evidence);
  const isWeak = found.info.strength === 'vendor' || found.isInsideOther || found.lowerCase || found.loose;
  return { ...found, evidence, needed, standing: sum >= needed ? 'settled' : isWeak ? 'dropped' : 'open' };
}

function collect(
  found: Found,
  own: BlockContext,
  row: RowContext,
  page: PageContextIndex,
  signs: PageSigns,
  index: Index,
): readonly Evidence[] {
  const { info } = found;
  const text = own.textOf(found);
  const evidence: Evidence[] = [];
  if (found.isInsideOther) return [{ code: 'inside_other', text: found.otherMeaning }];
  if (found.lookAlike) evidence.push({ code: 'look_alike', text });
  if (found.isSpread) evidence.push({ code: 'spread_letters', text });
  if (info.relation === 'rebrand') return [...evidence, { code: 'rebrand', text: info.term }];
  if (isBranch(index, found, own.block.text)) return [...evidence, { code: 'own_name', text }];
  const isOwn = isOwnName(found);
  evidence.push(...whatItIs(found, text, isOwn));
  if (found.loose) evidence.push({ code: 'loose_spelling', text });
  if (found.hasLetterForDigit) evidence.push({ code: 'letter_for_digit', text });
  if (found.lowerCase && !isOwn) evidence.push({ code: 'lower_case', text });
  if (isGeneric(found)) {
    // Generic words mean the vendor's product right behind its name, and in a cell of their own where another cell of a line to
    // pay is its name; elsewhere they add nothing to the name.
    const name = own.nameBefore(found);
    if (name) return [...evidence, { code: 'vendor_beside', text: own.textOf(name) }];
    const isCell = !found.lowerCase && !found.loose && own.isWholeProduct(found);
    const maker = isCell && row.isPriced ? row.makerOf(info.vendor) : undefined;
    return maker === undefined ? evidence : [...evidence, { code: 'vendor_in_row', text: maker }];
  }
  const vendor = isOwn && info.product === undefined ? undefined : page.vendorEvidence(found, own, row);
  if (vendor) evidence.push(vendor);
  if (isOwn) return evidence;
  const translation = vendor === undefined ? own.translationOf(found) : undefined;
  if (translation !== undefined) return [...evidence, { code: 'vendor_beside', text: translation }];
  const maker = info.product === undefined || vendor?.code === 'vendor_beside' ? undefined : own.otherMakerBefore(found, index.trades);
  if (maker !== undefined) evidence.push({ code: 'other_maker_before', text: maker });
  if (vendor === undefined || vendor.code === 'vendor_near') {
    const brand = brandBeside(found, row, index);
    if (brand !== undefined) evidence.push({ code: 'other_maker_in_row', text: brand });
  }
  if (found.otherMeaning) evidence.push({ code: 'not_this', text: found.otherMeaning });
  // A number that many makers give is the vendor's in its row only, whatever else speaks for it.
  if (info.strength === 'vendor') return evidence;
  // The vendor in the row settles it, unless the term is written small or stands beside another meaning: then whatever
  // else speaks for it counts too, as it does where the vendor is only near. Nothing of that undoes another maker's name.
  const isInRow = vendor !== undefined && vendor.code !== 'vendor_near';
  if (isInRow && (maker !== undefined || weigh(evidence) >= neededBy(info))) return evidence;
  evidence.push(...contextTermsOf(found, own, row).map((term): Evidence => ({ code: 'context_term', text: term })));
  const number = page.otherNumber(found, own);
  if (number !== undefined) evidence.push({ code: 'context_term', text: number });
  // A word written small is no name in a list of makers.
  if ((isVendorName(found) || isBrand(found)) && !found.lowerCase) {
    const product = own.productBehind(found) ?? row.numberBeside(found, own);
    if (product !== undefined) evidence.push({ code: 'product_behind', text: product });
  }
  if ((isVendorName(found) || isProductOfWords(found)) && !found.lowerCase) {
    const makers = page.otherMakers(found, own, row, index.trades);
    // Some makers are told from other words by the comma of a list ("思科、"), which is none of the name.
    if (makers !== undefined) evidence.push({ code: 'other_makers', text: makers.replace(/^[、，,\s]+|[、，,\s]+$/gu, '') });
  }
  const link = own.block.links?.find((host) => vendorOfHost(index, host) === info.vendor);
  if (link !== undefined) evidence.push({ code: 'vendor_link', text: link });
  if (signs.host === info.vendor) evidence.push({ code: 'vendor_host', text: signs.host });
  const titled = signs.title?.firstAnchor(info.vendor);
  if (signs.title && titled) evidence.push({ code: 'vendor_in_title', text: signs.title.textOf(titled) });
  return evidence;
}

/**
 * A product's name of several words, as it is written: among makers of its trade it is the product ("Darktrace, Carbon
 * Black, Sophos"), where a single everyday word is not.
 */
function isProductOfWords({ info, loose }: Found): boolean {
  return info.product !== undefined && info.strength === 'context' && !loose && info.kind !== 'part-number' && info.term.includes(' ');
}

/** Another maker of the vendor's trade in a cell of its own, as under "brand": the number in that row is that maker's. */
function brandBeside({ info }: Found, row: RowContext, index: Index): string | undefined {
  if (info.kind !== 'part-number') return undefined;
  for (const trade of index.trades) {
    const brand = trade.vendors.includes(info.vendor) ? row.brandBeside(info.vendor, trade, (text) => foldString(index, text)) : undefined;
    if (brand !== undefined) return brand;
  }
  return undefined;
}

/** Whether the term, as it is written here, needs nothing else. */
export function isOwnName({ info, anchor, lowerCase, loose, isInsideOther }: Found): boolean {
  if (info.strength !== 'plain') return false;
  return anchor || (info.relation === 'former' && !isInsideOther && !loose && !(lowerCase && info.case !== undefined));
}

function whatItIs({ info }: Found, text: string, isOwn: boolean): Evidence[] {
  if (info.kind === 'part-number') {
    const own = listOfVendor(info.vendor) === undefined ? 'part_number' : 'listed_number';
    return [{ code: isOwn ? own : 'shared_number', text: info.term }];
  }
  if (info.kind === 'prefix') return [{ code: isOwn ? 'unlisted_product' : 'ordinary_word', text }];
  switch (info.strength) {
    case 'plain':
      // Written small or apart it is no longer plain, and what follows says so.
      return isOwn ? [{ code: 'own_name', text }] : [];
    case 'context':
      return [{ code: 'ordinary_word', text }];
    case 'word':
      return [{ code: 'everyday_word', text }];
    case 'vendor':
      return [{ code: 'generic_words', text }];
  }
}

/** The vendor whose domain the host is, or is below of. */
export function vendorOfHost(index: Index, host: string | undefined): string | undefined {
  for (let rest = host?.toLowerCase() ?? ''; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    const vendor = index.domains.get(rest);
    if (vendor) return vendor;
  }
  return undefined;
}
