/**
 * What screening yields: matches as they are stored, findings as they are judged, the report as it is shown.
 *
 * A match depends on the text and the bundled facts alone. Which lists are on decides only when a report is built, so
 * that a toggle takes effect without reading the page again.
 */
import type { Grade, Localized, MemberStatus, Source, Strength, Verification } from './model.ts';
import type { Exemption } from './policy.ts';

/** A piece of text that nothing matches across. `row` joins the blocks of one table row or line item. */
export interface Block {
  readonly id: number;
  readonly text: string;
  readonly row?: number;
  /** True for the value of a form field. */
  readonly field?: boolean;
  /**
   * Set where the text is the end of one line and the beginning of the next: the offset of the line break. Only what
   * reaches over it counts, since the rest was found in the lines themselves.
   */
  readonly seam?: number;
  /** Hosts that the block's words link to. */
  readonly links?: readonly string[];
}

/** What is known of the whole page or file besides its blocks. */
export interface PageContext {
  readonly title?: string;
  /** Host name without port; its vendor, if it is one, counts as evidence. */
  readonly host?: string;
}

/**
 * Why a match counts, or why it does not. Each code is a message `evidence_<code>` with `text` filled in, and weighs what
 * `evidence.ts` says.
 */
export type EvidenceCode =
  /* for */
  | 'own_name' // the term alone identifies the product or vendor
  | 'part_number' // a part number of a kind that only this maker gives; text: the label of its family
  | 'listed_number' // a part number of an own list; text: as the list writes it
  | 'unlisted_product' // a word that begins like the vendor's products; not described in the data
  | 'vendor_beside' // text: the vendor's name right beside it
  | 'vendor_in_row' // text: the vendor's name in the same row or block
  | 'vendor_link' // text: the host that the words link to, which is the vendor's
  | 'vendor_near' // text: the vendor's name in a neighbouring block
  | 'vendor_in_title' // text: the vendor's name in the page's title
  | 'vendor_host' // text: the page's host belongs to the vendor
  | 'product_behind' // text: a product of the vendor right behind the name, or its part number in a cell beside it
  | 'product_on_page' // text: the same product, confirmed elsewhere on the page
  | 'vendor_on_page' // text: the vendor's name elsewhere on the page
  | 'context_term' // text: the context term that stands near
  | 'other_makers' // text: a maker of the same trade beside it, as in a list of makers
  /* about the term */
  | 'shared_number' // a part number as other makers give them too; text: the label of its family
  | 'ordinary_word' // text: the term, which also means other things
  | 'everyday_word' // text: the term, a word of everyday language
  | 'generic_words' // text: the term, which means nothing without the vendor
  | 'look_alike' // text: as found; contains letters of another script
  | 'spread_letters' // text: as found; its letters are set apart
  /* against */
  | 'loose_spelling' // text: as found; written apart or together unlike the name
  | 'letter_for_digit' // text: as found; the letter O stands where the number has a zero
  | 'lower_case' // the term is written small, the name is not
  | 'other_maker_before' // text: another maker's name right before it, so that it is that maker's
  | 'other_maker_in_row' // text: another maker's name, alone in a cell of the row of a number that many makers give
  | 'not_this' // text: a phrase that means something else stands near
  | 'inside_other' // text: the longer name of something else that the term is part of
  | 'rebrand'; // sold under another maker's name: only some models are the vendor's

export interface Evidence {
  readonly code: EvidenceCode;
  readonly text?: string;
}

/** How the product stands in the text. */
export type Role = 'offered' | 'mentioned' | 'compatible' | 'replaced' | 'excluded';
export type Confidence = 'confirmed' | 'possible';
export type TermKind = 'name' | 'legal' | 'alias' | 'abbreviation' | 'prefix' | 'part-number';

/** A term found in a block, with the evidence of its surroundings; plain data, kept in session storage. */
export interface Match {
  readonly block: number;
  readonly row?: number;
  /** Half-open UTF-16 offsets into the block's own text. */
  readonly start: number;
  readonly end: number;
  /** The text at [start, end), cut at 120 units. */
  readonly text: string;
  /** Up to 60 units before and after, for showing the place. */
  readonly before: string;
  readonly after: string;
  readonly vendor: string;
  readonly product?: string;
  readonly related?: string;
  readonly kind: TermKind;
  readonly strength: Strength;
  /** The term as the data writes it, or the label of the part-number family. */
  readonly term: string;
  readonly evidence: readonly Evidence[];
  /** What it needs to be confirmed, in the weights of `evidence.ts`. The rest of the page may add to its evidence. */
  readonly needed: number;
  readonly role: Role;
}

/** An amount of money as a document states it. */
export interface Money {
  readonly value: number;
  /** ISO 4217, "CNY"; absent where neither the cell, nor its header, nor the table names one. */
  readonly currency?: string;
}

/** One line of an order, quote, price list or shop page: something to buy, with what it costs. */
export interface Line {
  /** Number within the frame, as the table's row ids; the same for the same line. */
  readonly id: number;
  /** The table (or run of product cards) that it belongs to. */
  readonly table: number;
  /** As written: "3", "1.2". Absent where the table does not number its lines. */
  readonly number?: string;
  readonly description?: string;
  readonly part?: string;
  readonly quantity?: number;
  /** "pcs", "台" */
  readonly unit?: string;
  /** Of one unit. */
  readonly price?: Money;
  /** Of the line: as stated, else quantity × price. */
  readonly amount?: Money;
}

/** A line with the places of the frame that belong to it: its rows, or the blocks of a product card. */
export interface PlacedLine {
  readonly line: Line;
  readonly rows: readonly number[];
  readonly blocks: readonly number[];
}

/** All lines of one table, also those in which nothing was found. */
export interface LineTable {
  readonly id: number;
  readonly lines: number;
  /** Sum of the known amounts per currency ('' where none is named), with how many lines have one. */
  readonly amounts: readonly { readonly currency: string; readonly value: number; readonly lines: number }[];
}

/** What is restricted of what is bought here. */
export interface LineSummary {
  readonly lines: number;
  /** Lines with a counted finding. */
  readonly restricted: number;
  /** Per currency: what the restricted lines and what all lines come to, and how many of all have an amount. */
  readonly amounts: readonly { readonly currency: string; readonly restricted: number; readonly total: number; readonly lines: number }[];
}

/** A match in a row that was scrolled out of a grid; the grid keeps only the rows in sight. */
export interface AwayMatch {
  /** Tells the row again when it comes back. */
  readonly key: string;
  readonly match: Match;
  readonly line?: Line;
}

/** A named thing in both languages. */
export interface Named {
  readonly id: string;
  readonly name: Localized;
}

/** One list on which a finding's vendor stands. */
export interface ListHit {
  readonly id: string;
  readonly title: Localized;
  readonly shortTitle: Localized;
  readonly summary: Localized;
  /** Undefined for a list of the organisation's own. */
  readonly jurisdiction?: string;
  readonly listStatus: 'in-force' | 'reported' | 'enacted' | 'proposed';
  readonly entryStatus: MemberStatus;
  /** `own`: the organisation imported the list and answers for it. */
  readonly grade: Grade | 'own';
  readonly asks: boolean;
  readonly addedOn?: string;
  /** First day of the list; absent where the entry came later, and `addedOn` says when. */
  readonly effective?: string;
  readonly deadline?: string;
  readonly legalBasis?: Localized;
  /** Whether the product's category is inside the list's stated scope. */
  readonly inScope: boolean;
  readonly scopeNote?: Localized;
  /** The name as an own list writes it. */
  readonly listedAs?: string;
  /** What the organisation notes on the entry. */
  readonly note?: string;
  readonly membersComplete: boolean;
  /** The entry's own sources first, then the list's. */
  readonly sources: readonly Source[];
}

export interface Finding {
  /** See finding-id.ts; stable while the text stays. */
  readonly id: string;
  readonly frame: number;
  readonly vendor: Named;
  /** The category is unknown where an own list names a product and no category. */
  readonly product?: Named & { readonly category?: Named; readonly currentOwner?: string; readonly verification?: Verification };
  readonly related?: Named & { readonly relation: string };
  readonly match: Match;
  readonly confidence: Confidence;
  /** `former`: the product or brand belongs to somebody else today; shown apart, not counted. */
  readonly standing: 'current' | 'former';
  /** Confirmed, current, offered or mentioned, on a list that restricts (not merely asks), and not exempt. */
  readonly counted: boolean;
  /** The reviewer's decision that it does not count. */
  readonly exemption?: Exemption;
  /** The line item that it stands in. */
  readonly line?: Line;
  /** Seen on this page and not there any more: its row was scrolled out of a grid that keeps only some rows. */
  readonly isAway?: true;
  readonly evidence: readonly Evidence[];
  /** Enabled lists only; the organisation's own first, then official ones in force. Never empty. */
  readonly lists: readonly ListHit[];
}

/** Something else that could be bought. Bundled ones are offered on a basis; only the organisation approves. */
export interface Offer {
  readonly vendor: Named;
  /** Absent where the organisation approved a vendor and named no product. */
  readonly product?: Named;
  /** Absent where the organisation approved a vendor for whatever it makes. */
  readonly category?: Named;
  readonly url?: string;
  readonly urlVerified: boolean;
  readonly verification: Verification;
  readonly basis: readonly {
    readonly kind: string;
    readonly text: Localized;
    readonly verification: Verification;
    readonly source?: Source;
  }[];
  /** Lists, switched off ones included, on which the alternative itself stands; and recorded restrictions elsewhere. */
  readonly conflicts: readonly OfferConflict[];
  /** Set where the organisation's own list names it: "Approved by your organisation", unless it has expired. */
  readonly approval?: Approval;
  /** What the approved vendor is known to make in the category, where the approval names no product. */
  readonly known?: readonly Localized[];
}

export interface OfferConflict {
  readonly title: Localized;
  /** Absent for a list of the organisation's own. */
  readonly jurisdiction?: string;
  readonly enabled: boolean;
  /** The name alone does not settle that it is the restricted vendor. */
  readonly isUnsure?: true;
}

/** What an approved list says of an entry. */
export interface Approval {
  /** Title of the list. */
  readonly list: string;
  /** Number of the contract or certificate. */
  readonly reference?: string;
  /** Last day, YYYY-MM-DD. */
  readonly validUntil?: string;
  readonly isExpired: boolean;
  readonly scope?: string;
  readonly region?: string;
  readonly note?: string;
}

/** A restricted vendor that one of the organisation's lists approves: both cannot be meant. */
export interface ContraryApproval extends Approval {
  /** As the list writes them. */
  readonly vendor: string;
  readonly product?: string;
}

/** What could be bought instead of something. */
export interface AlternativesOf {
  /** The organisation's own first: approved, then expired; then bundled ones. */
  readonly offers: readonly Offer[];
  /** How many more the organisation's lists name; those that rank behind are left out. */
  readonly moreApproved?: number;
  /** Set when nothing is known to offer for the category in the home market. */
  readonly noneKnown?: Localized;
  /** True where nobody collected alternatives for the home market yet. */
  readonly isUncollected?: true;
}

/** Findings of one product (or of the vendor as such) together. */
export interface ReportItem extends AlternativesOf {
  readonly key: string;
  readonly product?: Finding['product'];
  readonly related?: Finding['related'];
  readonly findings: readonly Finding[];
  /** That of all its findings. */
  readonly exemption?: Exemption;
}

export interface ReportGroup {
  readonly vendor: Named;
  /** Union over the group's findings, in the order of `Finding.lists`. */
  readonly lists: readonly ListHit[];
  readonly items: readonly ReportItem[];
  /** Own lists that approve this very vendor. */
  readonly approvals?: readonly ContraryApproval[];
  /** Number of counted findings. */
  readonly counted: number;
}

/** What was read and what was not, summed over frames. */
export interface Coverage {
  readonly frames: number;
  readonly blocks: number;
  readonly characters: number;
  readonly fields: number;
  /** Table and grid cells. */
  readonly cells: number;
  /** Attributes that are shown or spoken: `alt`, `title`, `aria-label`. */
  readonly attributes: number;
  readonly shadowRoots: number;
  /** Reasons for unread parts, each with how many. */
  readonly unread: readonly { readonly what: UnreadKind; readonly count: number }[];
}
/** How frames stand in one another: what tells a frame that nobody could read. */
export interface ChildFrames {
  /** Frames shown in this one, of a size that holds text. */
  readonly childFrames: number;
  /** Whether this frame itself has such a size. */
  readonly isShown: boolean;
}
export type UnreadKind = 'budget' | 'frame' | 'canvas' | 'image' | 'embed' | 'grid-rows' | 'matches' | 'failure';

/** The parts of a report that hold findings. */
export type ReportSection = 'confirmed' | 'asked' | 'possible' | 'former' | 'exempt';

export interface Report {
  /** Confirmed, current findings, most serious vendor first. */
  readonly confirmed: readonly ReportGroup[];
  /** Confirmed findings on lists that only ask. */
  readonly asked: readonly ReportGroup[];
  readonly possible: readonly ReportGroup[];
  readonly former: readonly ReportGroup[];
  /** What the reviewer set aside, whatever it would be otherwise; each item says why and since when. */
  readonly exempt: readonly ReportGroup[];
  /** Findings counted on the badge. */
  readonly counted: number;
  /** Distinct vendors among the counted. */
  readonly vendors: number;
  readonly coverage: Coverage;
  /** Null where the page has no line items. */
  readonly lines: LineSummary | null;
  /** Enabled lists: how many, and those whose members are not all known. */
  readonly lists: { readonly enabled: number; readonly incomplete: readonly (Named & { readonly note?: Localized })[] };
}
