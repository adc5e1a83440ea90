/**
 * Saved pages and mails: what a browser would show, in blocks.
 *
 * The markup is streamed, not built into a tree: a 50 MB export stays cheap, and each event knows where in the file it
 * came from. There is no style sheet, so what is a block is taken from the browsers' own default styles and from
 * `style` attributes; what a page's style sheet hides or turns into a block is not known. In doubt text is read.
 */
import { Parser } from 'htmlparser2';
import { hostOf } from '../core/links.ts';
import { BlockDraft, DocumentBuilder, type FileDocument } from './document.ts';

/** Elements whose text no reader sees, or that hold something else than text. */
const skipped = wordSet('script style template iframe object canvas audio video noembed noframes datalist');

/**
 * Elements that begin and end a block: `display` other than `inline` in the HTML standard's default style sheet, and the
 * boxes of form fields. Unknown elements are inline there, and so they are here.
 */
const blockElements = wordSet(
  'address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol ' +
    'optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead title tr ' +
    'ul xmp text desc foreignObject',
);

const cellRoles = wordSet('cell gridcell columnheader rowheader');

const keepsSpace = new Set(['pre', 'textarea', 'listing', 'xmp', 'plaintext']);

/** Inputs without a text of their own, or with one that is nobody's business. */
const skippedInputs = new Set(['password', 'hidden', 'checkbox', 'radio', 'file', 'color', 'range']);
const buttonInputs = new Set(['submit', 'button', 'reset', 'image']);

const blockDisplay = /(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item|inline-(?:block|flex|grid|table))/i;
const hiddenStyle = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))/i;

const isCanonical = /(?:^|\s)canonical(?:\s|$)/i;

/** Enough to tell that a `title` attribute only repeats what its element says. */
const repeatLimit = 2_000;

/** An open element, with what it hands down to its children. */
interface Frame {
  readonly name: string;
  readonly hidden: boolean;
  readonly block: boolean;
  readonly keepSpace: boolean;
  readonly field: boolean;
  readonly row: number | undefined;
  /** The innermost table or grid cell around; undefined outside of any. */
  readonly cell: { isCounted: boolean } | undefined;
  /** Other host that the anchor around leads to; '' without one. */
  link: string;
  /** Shown at the element's end, unless its own text says the same. */
  readonly tips: readonly BlockDraft[];
  /** What was read inside, for comparing with `tips`. */
  said: string;
}

interface Select {
  readonly multiple: boolean;
  readonly chosen: BlockDraft[];
  first: BlockDraft | undefined;
}

/**
 * The charset that a page declares, undefined when it names none. Looked for in the first 4 KiB: the standard asks for
 * 1 KiB, old pages put long comments first, and browsers start over for them.
 */
export function findCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  return /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1];
}

/** Reads HTML. Never fails: a browser shows something for any text, and so do we. */
export function readHtml(text: string): FileDocument {
  const reader = new HtmlReader(text);
  return reader.read();
}

class HtmlReader {
  readonly #text: string;
  readonly #builder = new DocumentBuilder();
  readonly #stack: Frame[] = [];
  /** Frames of the stack that wait for their `tips`. */
  readonly #tipped: Frame[] = [];
  #draft = new BlockDraft();
  /** Of the tag that is being read: value drafts of attributes that hold text. */
  #attributes = new Map<string, BlockDraft>();
  /** The page's own, as far as it names them; links to them say nothing. '' stands for an address without host. */
  readonly #ownHosts = new Set(['']);
  #rows = 0;
  #title: string | undefined;
  #select: Select | undefined;
  #option: { readonly selected: boolean } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  read(): FileDocument {
    const parser = new Parser({
      // Also after a tag that the parser read and ignored (a form in a form), whose attributes came without it.
      onopentagname: () => {
        this.#attributes = new Map();
      },
      onattribute: (name, value, quote) => {
        if (!textAttributes.has(name) || this.#attributes.has(name)) return;
        this.#attributes.set(name, this.#readAttribute(name, value, quote, parser.startIndex, parser.endIndex));
      },
      onopentag: (name, attributes) => this.#open(name, attributes, parser.startIndex, parser.endIndex + 1),
      onclosetag: (name) => this.#close(name),
      ontext: (data) => this.#addText(data, parser.endIndex + 1),
    });
    parser.end(this.#text);
    this.#flush();
    return this.#builder.finish(this.#title);
  }

  get #top(): Frame | undefined {
    return this.#stack.at(-1);
  }

  #open(name: string, attributes: Readonly<Record<string, string>>, start: number, end: number): void {
    const texts = this.#attributes;
    const parent = this.#top;
    const style = attributes.style ?? '';
    const hidden =
      (parent?.hidden ?? false) ||
      skipped.has(name) ||
      // `until-found` is shown by the browser's own search.
      ('hidden' in attributes && attributes.hidden !== 'until-found') ||
      hiddenStyle.test(style);
    if (!(parent?.hidden ?? false)) this.#countUnread(name, attributes);

    const isCell = name === 'td' || name === 'th' || cellRoles.has(attributes.role ?? '');
    const block = isCell || blockElements.has(name) || blockDisplay.test(style);
    if (block && !hidden) this.#flush();
    // A list item is a line item too: a shop's product cards are lists as often as tables.
    const isRow = name === 'tr' || name === 'li' || attributes.role === 'row';
    const frame: Frame = {
      name,
      hidden,
      block,
      keepSpace: (parent?.keepSpace ?? false) || keepsSpace.has(name),
      field: name === 'textarea',
      row: isRow ? this.#rows++ : parent?.row,
      cell: isCell ? { isCounted: false } : parent?.cell,
      link: this.#findLink(name, attributes),
      tips: hidden ? [] : ['title', 'aria-label'].flatMap((key) => texts.get(key) ?? []),
      said: '',
    };
    this.#stack.push(frame);
    if (frame.tips.length > 0) this.#tipped.push(frame);
    if (hidden) return;

    if (name === 'base' || (name === 'link' && isCanonical.test(attributes.rel ?? ''))) this.#ownHosts.add(hostOf(attributes.href ?? ''));
    for (const draft of texts.values()) draft.addLink(frame.link);
    if (name === 'br') this.#addBreak(start, end);
    if (name === 'select') this.#select = { multiple: 'multiple' in attributes, chosen: [], first: undefined };
    if (name === 'option') this.#option = { selected: 'selected' in attributes };
    this.#addValue(name, attributes, texts);
  }

  /** Other host that a tag's words lead to. */
  #findLink(name: string, { href }: Readonly<Record<string, string>>): string {
    const around = this.#top?.link ?? '';
    if (name !== 'a' && name !== 'area') return around;
    // Browsers let no anchor stand in another: the second ends the first. Frames with a link are the last ones.
    for (let i = this.#stack.length - 1; name === 'a' && this.#stack[i]?.link; i--) (this.#stack[i] as Frame).link = '';
    const host = hostOf(href ?? '');
    return this.#ownHosts.has(host) ? '' : host;
  }

  #close(name: string): void {
    const frame = this.#top;
    // The parser closes what it opened, in order; a stray end tag it could not pair is none of our frames.
    if (frame?.name !== name) return;
    if (frame.block && !frame.hidden) this.#flush();
    if (name === 'option') this.#option = undefined;
    if (name === 'select' && this.#select) {
      const { multiple, chosen, first } = this.#select;
      this.#select = undefined;
      // A drop-down shows its first option when none is marked.
      const shown = chosen.length > 0 || multiple || !first ? chosen : [first];
      for (const draft of shown) this.#push(draft, { field: true });
    }
    this.#stack.pop();
    if (frame.tips.length === 0) return;
    this.#tipped.pop();
    let said = squeeze(frame.said + this.#draft.getTail(repeatLimit));
    for (const tip of frame.tips) {
      const tipText = squeeze(tip.getText());
      if (said.includes(tipText)) continue;
      said += tipText;
      this.#push(tip, { isAttribute: true, cell: frame.cell });
    }
  }

  /** Text whose source ends at `end`; an entity arrives as a text of its own. */
  #addText(data: string, end: number): void {
    const frame = this.#top;
    if (frame?.hidden) return;
    const literal = this.#text.endsWith(data, end);
    // The parser's own start index is unreliable for the second half of a two-character entity.
    const start = literal ? end - data.length : this.#text.lastIndexOf('&', end - 1);
    if (!literal) this.#addPiece(data, start, end - start, frame?.keepSpace ?? false);
    else this.#addRuns(data, start, frame?.keepSpace ?? false);
  }

  #addRuns(data: string, start: number, keepSpace: boolean): void {
    for (const run of data.matchAll(keepSpace ? /\r\n|[\r\n]|[^\r\n]+/g : /[ \t\n\f\r]+|[^ \t\n\f\r]+/g)) {
      this.#addPiece(run[0], start + run.index, run[0].length, keepSpace);
    }
  }

  /** A word, a run of blanks, or what an entity stands for. */
  #addPiece(text: string, source: number, sourceLength: number, keepSpace: boolean): void {
    if (keepSpace && /^[\r\n]/.test(text)) {
      // A line of preformatted text is a line as in a text file.
      this.#flush();
    } else if (keepSpace || !/^[ \t\n\f\r]/.test(text)) {
      this.#draft.append(text, source, sourceLength);
      const link = this.#top?.link ?? '';
      if (link !== '' && text.trim() !== '') this.#draft.addLink(link);
    } else if (!this.#draft.isEmpty && !this.#draft.endsInBlank) {
      this.#draft.append(' ', source, sourceLength);
    }
  }

  #addBreak(start: number, end: number): void {
    if (this.#top?.keepSpace) this.#flush();
    else this.#addPiece(' ', start, end - start, false);
  }

  /** Ends the block that is being read. */
  #flush(): void {
    const draft = this.#draft;
    if (draft.isEmpty) return;
    this.#draft = new BlockDraft();
    if (draft.endsInBlank && !this.#top?.keepSpace) draft.dropBlank();
    const { name, field } = this.#top ?? {};
    if (this.#option && this.#select) {
      this.#select.first ??= draft;
      if (this.#option.selected) this.#select.chosen.push(draft);
      return;
    }
    if (name === 'title' && this.#stack.every((frame) => frame.name !== 'svg')) this.#title ??= draft.getText();
    this.#push(draft, { field: field ?? false });
  }

  #push(draft: BlockDraft, { cell = this.#top?.cell, ...extra }: { field?: boolean; isAttribute?: boolean; cell?: Frame['cell'] }): void {
    for (const frame of this.#tipped) {
      if (frame.said.length < repeatLimit) frame.said += draft.getText().slice(0, repeatLimit);
    }
    if (!this.#builder.push(draft, { row: this.#top?.row, ...extra }) || !cell || cell.isCounted) return;
    cell.isCounted = true;
    this.#builder.addCell();
  }

  /** Text that stands in an attribute: what an image shows, what a field holds. */
  #addValue(name: string, attributes: Readonly<Record<string, string>>, texts: ReadonlyMap<string, BlockDraft>): void {
    const type = (attributes.type ?? '').toLowerCase();
    const alt = texts.get('alt');
    if (alt && (name === 'img' || name === 'area' || (name === 'input' && type === 'image'))) this.#push(alt, { isAttribute: true });
    const value = texts.get('value');
    if (value && name === 'input' && !skippedInputs.has(type)) this.#push(value, { field: !buttonInputs.has(type) });
  }

  #countUnread(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'canvas') this.#builder.addUnread('canvas');
    if (name === 'iframe' || name === 'frame') this.#builder.addUnread('frame');
    if (name === 'object' || name === 'embed') this.#builder.addUnread('embed');
    // An image that says it is decoration (alt="") or says what it shows is no gap; a tracking pixel neither.
    if (name === 'img' && attributes.alt === undefined && !/^[01](px)?$/.test(attributes.width ?? '')) {
      this.#builder.addUnread('image');
    }
  }

  /** The value of an attribute, from its place in the tag: `[nameStart, end)` is `name = "value"` or less of it. */
  #readAttribute(name: string, value: string, quote: string | null | undefined, nameStart: number, end: number): BlockDraft {
    const draft = new BlockDraft();
    if (quote === undefined) return draft;
    let start = nameStart + name.length;
    while (/[\s=]/.test(this.#text.charAt(start))) start++;
    if (quote && this.#text[start] === quote) start++;
    let stop = quote ? this.#text.indexOf(quote, start) : end;
    if (stop === -1) stop = end;
    const source = this.#text.slice(start, stop);
    if (source === value) {
      draft.append(value, start);
      return draft;
    }
    // Each `&` begins at most one entity, so pieces cut before each `&` decode on their own.
    let at = start;
    for (const piece of source.split(/(?=&)/)) {
      const decoded = decodeAttribute(piece);
      let tail = 0;
      while (tail < decoded.length - 1 && piece.at(-1 - tail) === decoded.at(-1 - tail)) tail++;
      const head = decoded.length - tail;
      if (decoded === piece) draft.append(piece, at);
      else {
        draft.append(decoded.slice(0, head), at, piece.length - tail);
        draft.append(decoded.slice(head), at + piece.length - tail);
      }
      at += piece.length;
    }
    return draft;
  }
}

const textAttributes = new Set(['alt', 'value', 'title', 'aria-label']);

/** Decodes by the rules for attributes, which differ from those for text (`&copy=` stays as it is). */
function decodeAttribute(source: string): string {
  let decoded = '';
  const parser = new Parser({
    onattribute: (_name, value) => {
      decoded = value;
    },
  });
  // A piece holds no quote of its own kind: it was cut from a value that ended at the first one.
  const quote = source.includes('"') ? "'" : '"';
  parser.end(`<a b=${quote}${source}${quote}>`);
  return decoded;
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
