/** What is done with each file or portion of records, apart from where: in the program's own thread or in others. */
import type { Catalogue } from '../core/model.ts';
import type { Policy } from '../core/policy.ts';
import { createTranslator, type Messages } from '../ui/translate.ts';
import type { FileKind, Language, RecordOptions } from './arguments.ts';
import type { Portion } from './lines.ts';
import type { CheckedFile } from './output.ts';
import { guard, type Result, succeed } from './problem.ts';
import { decodeFile, readDocument } from './read-file.ts';
import { createRecordScreen, type ScreenedRecords } from './records.ts';
import { openScreening, type Screen } from './screening.ts';

/** What screening needs, as plain data that can be handed to a thread. */
export interface Setup {
  /** The compiled matcher. */
  readonly index: ArrayBuffer;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly language: Language;
  readonly messages: Messages;
  readonly as?: FileKind;
  /** Set where the files hold records. */
  readonly records?: RecordOptions;
}

/** A file that was read. */
export interface FileTask {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Some lines of a file of records. */
export interface RecordTask {
  readonly file: string;
  readonly lines: Portion;
}

/** What is done with one task after the other. */
export type Work<Task, Answer> = (task: Task) => Answer | Promise<Answer>;
export type FileWork = Work<FileTask, Result<CheckedFile>>;
export type RecordWork = Work<RecordTask, ScreenedRecords>;

/** Who does the work, and on how many tasks at once. */
export interface Crew<Work> {
  readonly work: Work;
  readonly jobs: number;
}

/** Decodes files and screens their text. */
export function createFileWork({ as }: Pick<Setup, 'as'>, screen: Screen): FileWork {
  return ({ file, bytes }) => {
    const decoded = decodeFile(file, bytes, as);
    if (!decoded.ok) return decoded;
    return guard(() => succeed({ file, ...decoded.value, ...screen(readDocument(decoded.value)) }));
  };
}

/** Matches of one record that are kept: enough for a long text, and little beside the memory of a thread. */
const maxMatchesOfRecord = 10_000;

/** Screens the records in lines. Throws `IndexError` when the compiled matcher is damaged or of another version. */
export function createRecordWork({ index, catalogue, policy, language, messages }: Setup, options: RecordOptions): RecordWork {
  const screen = createRecordScreen(
    openScreening(index, catalogue, policy, maxMatchesOfRecord),
    options,
    createTranslator(language, messages),
  );
  return ({ file, lines }) => screen(file, lines);
}
