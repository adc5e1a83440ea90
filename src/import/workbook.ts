/**
 * Workbooks (.xlsx), row by row, and the way back.
 *
 * Only the chosen sheet is unpacked, as a stream; in memory are the texts that its cells share. Read-excel-file and
 * write-excel-file cannot do it here (see zip.ts); the tests read with the one what we wrote, and write with the other
 * what we read.
 */
import { Parser } from 'htmlparser2';
import { ImportError } from './problems.ts';
import type { Row } from './rows.ts';
import { IMPORT_LIMITS } from './source.ts';
import { pack, readDirectory, unpack, type ZipEntry } from './zip.ts';

/** An opened workbook. */
export interface Workbook {
  /** Names of the sheets that are not hidden, in their order. */
  readonly sheets: readonly string[];
  /** The rows of a sheet that hold something. Dates come as YYYY-MM-DD, errors such as #N/A as ''. Throws `ImportError`. */
  readRows(sheet: string, onProgress: (bytes: number) => void): AsyncGenerator<Row[]>;
}

const WORKBOOK = 'xl/workbook.xml';

/** Whether an archive with these files is a workbook. */
export const isWorkbook = (files: ReadonlyMap<string, ZipEntry>): boolean => files.has(WORKBOOK);

/** Throws `ImportError`. */
export async function openWorkbook(blob: Blob): Promise<Workbook> {
  const files = await readDirectory(blob);
  if (!isWorkbook(files)) throw new ImportError('other-workbook');
  const parse = (name: string, handler: XmlHandler): Promise<void> => parseXml(blob, files.get(name), handler);

  const targets = new Map<string, string>();
  await parse('xl/_rels/workbook.xml.rels', {
    open: (tag, attributes) => {
      if (tag === 'Relationship') targets.set(attributes.Id ?? '', pathOf(attributes.Target ?? ''));
    },
  });
  const paths = new Map<string, string>();
  let isFrom1904 = false;
  await parse(WORKBOOK, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') isFrom1904 = isTrue(attributes.date1904);
      if (tag !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => localName(key) === 'id')?.[1];
      paths.set(attributes.name ?? '', targets.get(id ?? '') ?? '');
    },
  });
  return {
    sheets: [...paths.keys()],
    async *readRows(sheet, onProgress) {
      const file = files.get(paths.get(sheet) ?? '');
      if (!file) throw new ImportError('no-sheet', { value: sheet });
      const texts = await readSharedTexts(parse);
      const isDate = await readDateStyles(parse);
      const cells = new SheetReader(texts, isDate, isFrom1904);
      let lines = 0;
      // The parts before the sheet are small beside it.
      for await (const share of walkXml(blob, file, cells)) {
        const rows = cells.take();
        lines += rows.length;
        if (lines > IMPORT_LIMITS.rows) throw new ImportError('too-many', { value: String(IMPORT_LIMITS.rows) });
        onProgress(share * blob.size);
        yield rows;
      }
    },
  };
}

type ParseFile = (name: string, handler: XmlHandler) => Promise<void>;

/** A target stands in the folder of the workbook, or in the archive's root. */
const pathOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

const isTrue = (attribute: string | undefined): boolean => attribute === '1' || attribute === 'true';

async function readSharedTexts(parse: ParseFile): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let isSound = false;
  await parse('xl/sharedStrings.xml', {
    open: (tag) => {
      if (tag === 'si') text = '';
      // How Japanese is read stands beside what is written.
      else if (tag === 'rPh') isSound = true;
      else if (tag === 't') isText = !isSound;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (tag) => {
      if (tag === 't') isText = false;
      else if (tag === 'rPh') isSound = false;
      else if (tag === 'si') texts.push(fromXml(text));
    },
  });
  return texts;
}

/** Formats of dates that every workbook knows; from 27 on those of East Asian ones. */
const isDateFormat = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Of each style of cells, whether it shows a date. */
async function readDateStyles(parse: ParseFile): Promise<readonly boolean[]> {
  const own = new Map<string, boolean>();
  const styles: boolean[] = [];
  let isInCells = false;
  await parse('xl/styles.xml', {
    open: (tag, { numFmtId = '0', formatCode = '' }) => {
      // Without what is written in quotes, colours and conditions; hours and minutes alone are no date.
      if (tag === 'numFmt') own.set(numFmtId, /[yde]/i.test(formatCode.replace(/"[^"]*"|\[[^[\]]*\]|\\.|general/gi, '')));
      else if (tag === 'cellXfs') isInCells = true;
      else if (tag === 'xf' && isInCells) styles.push(own.get(numFmtId) ?? isDateFormat(Number(numFmtId)));
    },
    close: (tag) => {
      if (tag === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

/** Columns that are read; a list has some ten. */
const MAX_COLUMNS = 256;

class SheetReader implements XmlHandler {
  private rows: Row[] = [];
  private cells: string[] = [];
  private line = 0;
  private column = 0;
  private type = 'n';
  private style = 0;
  private value = '';
  private isValue = false;
  private isSound = false;

  constructor(
    private readonly texts: readonly string[],
    private readonly isDate: readonly boolean[],
    private readonly isFrom1904: boolean,
  ) {}

  /** The rows since the last time. */
  take(): Row[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(tag: string, { r, t, s }: Attributes): void {
    if (tag === 'row') {
      // Rows ascend. A number that says otherwise would put them above the headings, where nothing is read.
      this.line = Math.max(this.line + 1, Math.floor(Number(r)) || 0);
      this.cells = [];
      this.column = 0;
    } else if (tag === 'c') {
      this.column = r === undefined ? this.column + 1 : columnOf(r);
      this.type = t ?? 'n';
      this.style = Number(s ?? -1);
      this.value = '';
    } else if (tag === 'rPh') this.isSound = true;
    else if (tag === 'v' || tag === 't') this.isValue = !this.isSound;
  }

  text(piece: string): void {
    if (this.isValue) this.value += piece;
  }

  close(tag: string): void {
    if (tag === 'v' || tag === 't') this.isValue = false;
    else if (tag === 'rPh') this.isSound = false;
    else if (tag === 'c') this.addCell();
    else if (tag === 'row' && this.cells.length > 0) this.rows.push({ line: this.line, cells: this.cells });
  }

  private addCell(): void {
    const text = this.value === '' ? '' : this.readValue();
    if (text === '' || !(this.column >= 1 && this.column <= MAX_COLUMNS)) return;
    while (this.cells.length < this.column - 1) this.cells.push('');
    this.cells.push(text);
  }

  private readValue(): string {
    switch (this.type) {
      case 's':
        return this.texts[Number(this.value)] ?? '';
      case 'b':
        return isTrue(this.value) ? 'TRUE' : 'FALSE';
      case 'e':
        return '';
      case 'str':
      case 'inlineStr':
        return fromXml(this.value);
      case 'd':
        return this.value;
      default: {
        const number = Number(this.value);
        if (!Number.isFinite(number)) return this.value;
        return this.isDate[this.style] ? dateOf(number, this.isFrom1904) : String(number);
      }
    }
  }
}

/** `C7` → 3. */
function columnOf(address: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(address)?.[0] ?? '') column = 26 * column + letter.charCodeAt(0) - 64;
  return column;
}

const DAY_MS = 86_400_000;
/** The last day that there is, 9999-12-31. */
const MAX_DAY = 2_958_465;

/** Days since the end of 1899, or the beginning of 1904, as YYYY-MM-DD; the time of the day is left out. */
function dateOf(days: number, isFrom1904: boolean): string {
  if (days < 0 || days > MAX_DAY) return String(days);
  return new Date((isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.floor(days) * DAY_MS).toISOString().slice(0, 10);
}

/** Characters that XML cannot hold stand in a text as `_x000D_`. */
const fromXml = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

type Attributes = Readonly<Record<string, string>>;

/** Names come without the prefix of their name space. */
interface XmlHandler {
  open(tag: string, attributes: Attributes): void;
  text?(piece: string): void;
  close?(tag: string): void;
}

/** Tags within tags; a workbook has a dozen. */
const MAX_DEPTH = 64;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

async function parseXml(blob: Blob, file: ZipEntry | undefined, handler: XmlHandler): Promise<void> {
  if (file) for await (const _ of walkXml(blob, file, handler));
}

/** Feeds the handler; after each piece tells which share of the bytes, 0 to 1, was read. */
async function* walkXml(blob: Blob, file: ZipEntry, handler: XmlHandler): AsyncGenerator<number> {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (++depth > MAX_DEPTH) throw new ImportError('damaged');
        handler.open(localName(name), attributes);
      },
      ontext: (text) => handler.text?.(text),
      onclosetag: (name) => {
        depth--;
        handler.close?.(localName(name));
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const piece of unpack(blob, file)) {
    parser.write(decoder.decode(piece, { stream: true }));
    bytes += piece.length;
    yield Math.min(1, bytes / Math.max(1, file.unpacked));
  }
  parser.end();
  yield 1;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const part = (name: string, xml: string): { readonly name: string; readonly texts: readonly string[] } => ({ name, texts: [HEAD + xml] });

/** A workbook of one sheet whose first row stays in sight. Every cell is a text. */
export async function writeWorkbook(sheet: string, rows: AsyncIterable<readonly (readonly string[])[]>): Promise<Blob> {
  return pack(
    [
      part(
        '[Content_Types].xml',
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
      ),
      part(
        '_rels/.rels',
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
      part(
        WORKBOOK,
        `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${toXml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      part(
        'xl/_rels/workbook.xml.rels',
        `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
      ),
      // Two styles: text as it is typed (format 49), so that 00123 stays what it is, and the same in bold for the headings.
      part(
        'xl/styles.xml',
        `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
      ),
      { name: 'xl/worksheets/sheet1.xml', texts: sheetXml(rows) },
    ],
    XLSX,
  );
}

async function* sheetXml(batches: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="16" width="24" style="1" customWidth="1"/></cols><sheetData>`;
  let line = 0;
  for await (const rows of batches) {
    let xml = '';
    for (const cells of rows) {
      line++;
      const style = line === 1 ? 2 : 1;
      const written = cells.map((cell, i) =>
        cell === ''
          ? ''
          : `<c r="${String.fromCharCode(65 + i)}${line}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${toXml(cell)}</t></is></c>`,
      );
      xml += `<row r="${line}">${written.join('')}</row>`;
    }
    yield xml;
  }
  yield '</sheetData></worksheet>';
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '_x000D_' };

const toXml = (text: string): string =>
  text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_').replace(/[&<>"\r]/g, (character) => escapes[character] as string);
