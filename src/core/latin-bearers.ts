/**
 * Who else bears a Latin name: persons, companies of other trades, and words that only look like a name written apart.
 *
 * All of it must be sure, since what is covered is nothing, whatever else stands there: "Cato Networks Ltd." and "Orca
 * Security GmbH" stay names, "ORCA MARINE SUPPLY" and "Wiz Kids Learning Center LLC" are others.
 */
import type { Span } from './context.ts';
import { lazyPattern } from './lazy.ts';
import type { TermInfo } from './term-data.ts';

/**
 * How a person is addressed. Not "Sr.", since a Sr. VMware engineer is asked for in every second job, and no offices: the
 * Department of Justice buys firewalls too. "Dr" without a stop ends addresses.
 */
const address = lazyPattern(String.raw`(?<![\p{L}\d])(?:(?:Mr|Mrs|Ms|Prof|Herrn?|Frau|Mme|Mlle)\.?|Dr\.) $`, 'u');
const oneWord = lazyPattern(String.raw`^\p{L}+$`, 'u');
/** "k.mcafee@": an initial before, the mailbox's end behind. */
const initial = lazyPattern(String.raw`(?<![\p{L}\d.])\p{L}[._]$`, 'u');

/** Trades that no listed vendor is in, and kinds of places, as they stand behind a name. */
const OTHER_TRADE =
  'Marine|Heating|Plumbing|Roofing|Construction|Funeral|Farms?|Road|Rd|Street|Avenue|Ave|Lane|Boulevard|Blvd|Peak|Creek|Island|Elementary|University|College|Church|Restaurant|Bakery|Realty|Trucking|Towing|Landscaping|Nursery|Brewing|Winery|Vineyards?|Seafoods?|Coolers?|Charters?|Yachts?|Boats?|Dental|Furniture|Apparel|Fashions?|Toys|Trophies|Kids';
const otherTrade = lazyPattern(`^ (?:${OTHER_TRADE}|${OTHER_TRADE.toUpperCase()})(?![\\p{L}\\d])`, 'u');

const FORM = String.raw`(?:Inc|INC|LLC|L\.L\.C|LLP|Ltd|LTD|Limited|LIMITED|GmbH|GMBH|SARL|S\.p\.A|SpA|S\.r\.l|SRL|B\.V|BV|Pty|PTY|Corp|CORP|Corporation|CORPORATION|Company|COMPANY|Co|KG|e\.K|P\.C)`;
/** Stands in every longer company name. Most texts have none, and to compile the whole of it takes 2 ms of a start. */
const form = lazyPattern(` ${FORM}`, '');
/** A longer company name that begins with the name: up to three words with capitals, and the company's form. */
const longerCompany = lazyPattern(String.raw`^((?: (?:&|and|AND|of|OF|\p{Lu}[\p{L}\d’'.-]*)){1,3}?),? ${FORM}(?![\p{L}\d])`, 'u');
/**
 * Words of the vendors' own companies ("Palo Alto Networks (Germany) GmbH"), and of what is bought of them, since lines of
 * orders run into the seller's name ("Cato license Presidio Inc").
 */
const ownWord = lazyPattern(
  String.raw`^(?:software|security|networks?|technolog(?:y|ies)|cloud|cyber\p{L}*|international|holdings?|global|group|auto|europe|emea|americas?|asia|israel|usa?|uk|germany|deutschland|france|italia|españa|canada|japan|singapore|india|australia|china|brasil|licen[cs]es?|subscriptions?|renewals?|support|maintenance|annual|firewalls?|ngfw|vpn|sase|appliances?|gateways?|endpoint|sockets?|users?|advanced|enterprise|premium|standard|services?)$`,
  'iu',
);

/** What goes on behind two words of which the second is a number: "Sentinel One-way valve", "Rapid 7-speed". */
const compound = lazyPattern(String.raw`^-(?:\p{Ll}|(?:Step|Way|Piece|Time|Touch|Stop|Day|Year|Size|Speed|Coat)(?!\p{L}))`, 'u');
/** What counts or measures with the number that such a name ends in: "Rapid 7 mm", "RAPID 7/10", "a Rapid 7 day cure". */
const measure = lazyPattern(
  String.raw`^(?:/\d| ?%| (?:mm|cm|kg|ml|days?|hours?|hrs?|min(?:utes?)?|weeks?|months?|years?|speed|steps?|stages?|points?|packs?|pieces?|pcs)(?!\p{L}))`,
  'iu',
);

/** A tool or a material that such a name goes on with, whatever the number counts: "Rapid 7 grinding wheel", "Rapid 7 mortar". */
const ware = lazyPattern(
  String.raw`^ (?:grinding|cutting|sanding|polishing|abrasive|flap|drill|saw|blade|wheel|disc|cement|mortar|concrete|grout|adhesive|glue|epoxy|resin|paint|primer|sealant|putty|stapler?s?|staples|antigen|strips?|swabs?)(?!\p{L})`,
  'iu',
);

/** How much is read behind a name; longer company names end within it. */
const REACH = 72;

/** The longer name or phrase that a Latin name is part of; undefined where nothing tells. */
export function latinBearer(
  text: string,
  { start, end, info, loose }: Span & { readonly info: TermInfo; readonly loose: boolean },
): string | undefined {
  if (info.kind === 'part-number' || info.kind === 'prefix' || info.kind === 'legal') return undefined;
  if (oneWord().test(info.term)) {
    const before = text.slice(Math.max(0, start - 8), start);
    const person = address().exec(before) ?? (text.charAt(end) === '@' ? initial().exec(before) : null);
    if (person) return text.slice(start - person[0].length, end);
  }
  if (info.product !== undefined || info.related !== undefined) return undefined;
  const behind = text.slice(end, end + REACH);
  if (text.slice(start, end).includes(' ')) {
    const goesOn = /(?:one|\d)$/iu.test(info.term) ? compound().exec(behind) : null;
    const measured = loose && /\d$/.test(info.term) ? (measure().exec(behind) ?? ware().exec(behind)) : null;
    const rest = goesOn ?? measured;
    if (rest) return text.slice(start, end + rest[0].length);
  }
  if (info.strength === 'plain') return undefined;
  const trade = otherTrade().exec(behind);
  if (trade) return text.slice(start, end + trade[0].length);
  const company = form().test(behind) ? longerCompany().exec(behind) : null;
  const words = company?.[1]?.trim().split(' ') ?? [];
  return company && !words.some((word) => ownWord().test(word)) ? text.slice(start, end + company[0].length) : undefined;
}
