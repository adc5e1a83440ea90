/** What all output formats share. */
import type { Evidence, Finding, ListHit, Offer } from '../core/finding.ts';
import type { Localized } from '../core/model.ts';
import type { Translator } from '../ui/connect.ts';
import { keyOf } from '../ui/translate.ts';
import type { FileKind } from './arguments.ts';
import type { LocatedFinding, Screened } from './screening.ts';

/** A file that was read and screened. */
export interface CheckedFile extends Screened {
  /** As given on the command line. */
  readonly file: string;
  readonly kind: FileKind;
  readonly encoding: string;
  /** Decoded; offsets of findings count its UTF-16 units. */
  readonly text: string;
}

/** A file that could not be read or screened, with the reason in the user's language. */
export interface UnreadFile {
  readonly file: string;
  readonly reason: string;
}

/**
 * Writes results as they come. Both give text for the standard output piece by piece: the findings of one huge file can
 * be more text than one string holds.
 */
export interface Output {
  add(file: CheckedFile): Iterable<string>;
  /** After the last file. */
  end(unread: readonly UnreadFile[]): Iterable<string>;
}

/** A finding with its place and text, as far as a record tells them. */
export type FoundText = Pick<LocatedFinding, 'finding' | 'start' | 'end' | 'text'>;

/** A finding as one plain object: the line of `jsonl`, without the file's name. Ids and codes are the data's own. */
export interface FindingRecord {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly vendor: string;
  /** Null for the vendor as such. */
  readonly product: string | null;
  readonly category: string | null;
  readonly lists: readonly {
    readonly id: string;
    readonly status: ListHit['listStatus'];
    readonly entryStatus: ListHit['entryStatus'];
    readonly grade: ListHit['grade'];
    readonly inScope: boolean;
  }[];
  readonly confidence: 'confirmed' | 'possible';
  readonly standing: 'current' | 'former';
  readonly role: string;
  /** Sentences in the user's language. */
  readonly why: readonly string[];
  readonly alternatives: readonly {
    readonly vendor: string;
    readonly product: string;
    readonly url?: string;
    /** Kinds of basis on which it is offered; none is an approval. */
    readonly basis: readonly string[];
    /** Lists on which the alternative itself stands, switched off ones included. */
    readonly conflicts: readonly string[];
  }[];
}

/**
 * Writes findings as `FindingRecord`s. Names of alternatives and conflicts are in the translator's language. One writer
 * serves one policy: what it says of a vendor and product is written out once and kept.
 */
export class FindingWriter {
  private readonly known = new Map<string, Written>();

  constructor(private readonly translator: Translator) {}

  /** The text of a JSON object: the members of `head`, then those of the record. `offers` are those of what it names. */
  write(head: object, { finding, start, end, text }: FoundText, offers: readonly Offer[]): string {
    const { subject, alternatives } = this.describe(finding, offers);
    const { confidence, standing, match } = finding;
    const own: Partial<FindingRecord> = { start, end, text };
    const judged: Partial<FindingRecord> = { confidence, standing, role: match.role, why: explain({ finding }, this.translator) };
    return `{${members({ ...head, ...own })},${subject},${members(judged)},${alternatives}}`;
  }

  private describe(finding: Finding, offers: readonly Offer[]): Written {
    const key = [finding.vendor, finding.product, finding.related].map((named) => named?.id ?? '').join('/');
    const known = this.known.get(key);
    if (known) return known;
    const subject: Partial<FindingRecord> = {
      vendor: finding.vendor.id,
      product: finding.product?.id ?? finding.related?.id ?? null,
      category: finding.product?.category?.id ?? null,
      lists: finding.lists.map((list) => ({
        id: list.id,
        status: list.listStatus,
        entryStatus: list.entryStatus,
        grade: list.grade,
        inScope: list.inScope,
      })),
    };
    const instead: Partial<FindingRecord> = { alternatives: offers.map((offer) => toAlternative(offer, this.translator)) };
    const written = { subject: members(subject), alternatives: members(instead) };
    this.known.set(key, written);
    return written;
  }
}

/** Members of JSON objects, without the braces. */
interface Written {
  readonly subject: string;
  readonly alternatives: string;
}

function members(object: object): string {
  return JSON.stringify(object).slice(1, -1);
}

/** Why a finding counts or does not, one sentence for each piece of evidence, none twice. */
export function explain({ finding }: Pick<LocatedFinding, 'finding'>, translator: Translator): readonly string[] {
  return [...new Set(finding.evidence.map((evidence) => sentenceOf(evidence, translator)))];
}

/** One piece of evidence as a sentence. */
export function sentenceOf({ code, text }: Evidence, translator: Translator): string {
  return translator.t(`evidence_${code}`, text ?? '');
}

/** Whose it is and what: of a finding, or of the data's own vendor, product and brand. */
export interface Subject {
  readonly vendor: { readonly name: Localized };
  readonly product?: { readonly name: Localized; readonly currentOwner?: string | undefined } | undefined;
  readonly related?: { readonly name: Localized } | undefined;
  readonly standing: Finding['standing'];
}

/** "Fortinet · FortiGate"; the vendor alone where no product is known. */
export function nameOf({ vendor, product, related, standing }: Subject, translator: Translator): string {
  const thing = product ?? related;
  const name = translator.pick(vendor.name);
  const owner = standing === 'former' ? product?.currentOwner : undefined;
  const full = thing ? `${name} · ${translator.pick(thing.name)}` : name;
  return owner ? `${full} ${translator.t('cli_now_owned_by', owner)}` : full;
}

/** What is less than in force, and whether the product lies outside the stated scope; nothing where all is well with it. */
export function describeStatus(list: ListHit, translator: Translator): string[] {
  const notes: string[] = [];
  if (list.listStatus !== 'in-force') notes.push(translator.t(keyOf('cli_list', list.listStatus)));
  if (list.entryStatus !== 'in-force') notes.push(translator.t(keyOf('cli_entry', list.entryStatus)));
  if (!list.inScope) notes.push(translator.t('cli_out_of_scope'));
  return notes;
}

function toAlternative(offer: Offer, translator: Translator): FindingRecord['alternatives'][number] {
  return {
    vendor: translator.pick(offer.vendor.name),
    product: translator.pick(offer.product.name),
    ...(offer.url !== undefined && { url: offer.url }),
    basis: [...new Set(offer.basis.map(({ kind }) => kind))],
    conflicts: offer.conflicts.map(({ title }) => translator.pick(title)),
  };
}
