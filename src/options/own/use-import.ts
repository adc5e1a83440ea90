/** One import on the settings page, from the source to the stored list. It ends with the part of the page that shows it. */
import { useRef, useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import type { AnyField, ImportPlan, Mapping, PlanChange, Preview, ReadOptions, SourceFile } from '../../import/source.ts';
import { newDraftId, type TreatOrdinary, titleOf } from '../import/list-workshop.ts';
import type { CheckedFile, TaskFailure, TaskProgress } from '../import/messages.ts';
import type { OwnListsConnection } from '../own-lists-connection.ts';
import { useTask } from '../use-task.ts';
import { withColumn } from './mapping.ts';

/** A file on its way to become a list. */
export interface Draft {
  readonly file: SourceFile;
  readonly title: string;
  readonly preview: Preview;
  /** As guessed, and as the reviewer changed it. */
  readonly plan: ImportPlan;
}

export type ImportState =
  | { readonly step: 'source'; readonly end: ImportEnd | null }
  | { readonly step: 'opening'; readonly file: SourceFile }
  | { readonly step: 'preview'; readonly draft: Draft; readonly failure: TaskFailure | null }
  | { readonly step: 'checking'; readonly draft: Draft; readonly progress: TaskProgress }
  | {
      readonly step: 'summary';
      readonly draft: Draft;
      readonly checked: CheckedFile;
      readonly treatOrdinary: TreatOrdinary;
      readonly isStoring: boolean;
      readonly failure: TaskFailure | null;
    };

/** How the import before this one ended. */
export type ImportEnd =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'imported'; readonly list: OwnList }
  | { readonly kind: 'refused'; readonly file: string; readonly failure: TaskFailure };

export interface ImportModel {
  readonly state: ImportState;
  open(file: SourceFile): void;
  setTitle(title: string): void;
  assign(column: number, field: AnyField | undefined): void;
  /** Looks at the file again, read in another way. */
  reread(change: PlanChange): void;
  check(): void;
  treat(treatOrdinary: TreatOrdinary): void;
  store(): void;
  /** Back from the summary to what can be changed. */
  back(): void;
  /** Leaves everything as it was before the import. */
  cancel(): void;
}

export interface ImportAim {
  readonly kind: OwnList['kind'];
  readonly categories: NonNullable<ReadOptions['categories']>;
  /** The list whose place the file takes; undefined for a new one. */
  readonly target: OwnList | undefined;
}

/** Connects a component to one import. */
export function useImport(connection: OwnListsConnection, { kind, categories, target }: ImportAim): ImportModel {
  const [state, setState] = useState<ImportState>({ step: 'source', end: null });
  const { begin, end } = useTask();
  const id = useRef('');

  const open = async (file: SourceFile): Promise<void> => {
    const signal = begin();
    id.current = target?.id ?? newDraftId();
    setState({ step: 'opening', file });
    const outcome = await connection.inspect(file, kind, {});
    if (signal.aborted || outcome.kind === 'cancelled') return;
    if (outcome.kind === 'refused') setState({ step: 'source', end: { kind: 'refused', file: file.name, failure: outcome.failure } });
    else {
      const preview = outcome.value;
      const draft = { file, title: target?.title ?? titleOf(file.name), preview, plan: preview.plan };
      setState({ step: 'preview', draft, failure: null });
    }
  };

  const reread = async (draft: Draft, change: PlanChange): Promise<void> => {
    const signal = begin();
    const { encoding, delimiter, sheet, hasHeader, format } = draft.plan;
    const kept = change.format === undefined ? { format, hasHeader, ...known({ encoding, delimiter, sheet }) } : known({ encoding });
    const outcome = await connection.inspect(draft.file, kind, { ...kept, ...change });
    if (signal.aborted || outcome.kind === 'cancelled') return;
    if (outcome.kind === 'refused') setState({ step: 'preview', draft, failure: outcome.failure });
    else setState({ step: 'preview', draft: { ...draft, preview: outcome.value, plan: outcome.value.plan }, failure: null });
  };

  const check = async (draft: Draft, treatOrdinary: TreatOrdinary): Promise<void> => {
    const signal = begin();
    setState({ step: 'checking', draft, progress: { entries: 0, read: 0 } });
    const how = { list: id.current, treatOrdinary, categories };
    const outcome = await connection.check(draft.file, draft.plan, how, {
      signal,
      onProgress: (progress) => {
        if (!signal.aborted) setState({ step: 'checking', draft, progress });
      },
    });
    if (signal.aborted || outcome.kind === 'cancelled') return;
    if (outcome.kind === 'refused') setState({ step: 'preview', draft, failure: outcome.failure });
    else setState({ step: 'summary', draft, checked: outcome.value, treatOrdinary, isStoring: false, failure: null });
  };

  const store = async (summary: ImportState & { step: 'summary' }): Promise<void> => {
    const { draft, checked, treatOrdinary } = summary;
    const signal = begin();
    setState({ ...summary, isStoring: true, failure: null });
    const outcome = await connection.store(
      {
        id: id.current,
        kind,
        title: draft.title.trim() || titleOf(draft.file.name),
        origin: { kind: 'file', name: draft.file.name },
        ...(treatOrdinary === 'plain' ? { treatOrdinary } : {}),
        isReplacement: target !== undefined,
      },
      checked,
    );
    if (signal.aborted) return;
    if (outcome.kind === 'done') setState({ step: 'source', end: { kind: 'imported', list: outcome.value } });
    else setState({ ...summary, isStoring: false, failure: outcome.kind === 'refused' ? outcome.failure : null });
  };

  const changePlan = (change: (mapping: Mapping) => Mapping): void =>
    setState((now) => {
      if (now.step !== 'preview') return now;
      const plan = { ...now.draft.plan, mapping: change(now.draft.plan.mapping) };
      return { ...now, draft: { ...now.draft, plan } };
    });

  return {
    state,
    open: (file) => void open(file),
    setTitle: (title) => setState((now) => (now.step === 'preview' ? { ...now, draft: { ...now.draft, title } } : now)),
    assign: (column, field) => changePlan((mapping) => withColumn(mapping, column, field)),
    reread: (change) => {
      if (state.step === 'preview') void reread(state.draft, change);
    },
    check: () => {
      if (state.step === 'preview') void check(state.draft, target?.treatOrdinary ?? 'context');
    },
    treat: (treatOrdinary) => {
      if (state.step === 'summary') void check(state.draft, treatOrdinary);
    },
    store: () => {
      if (state.step === 'summary') void store(state);
    },
    back: () => {
      if (state.step === 'summary') setState({ step: 'preview', draft: state.draft, failure: null });
    },
    cancel: () => {
      end();
      setState({ step: 'source', end: { kind: 'cancelled' } });
    },
  };
}

/** The same without what is not set. */
const known = (change: { readonly [Name in keyof PlanChange]: PlanChange[Name] | undefined }): PlanChange =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
