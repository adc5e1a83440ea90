/** A file of settings on its way in: chosen, looked at, taken over or not. */
import { useRef, useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import type { Settings } from '../../settings/schema.ts';
import { FILE_LIMITS, readSettingsFile, type SettingsFile, SettingsFileError } from '../../settings/settings-file.ts';
import { type TakenOver, type TransferFailure, type TransferPorts, takeOver } from './transfer.ts';

export type TransferState =
  | { readonly step: 'source' }
  /** The file is no file of settings. */
  | { readonly step: 'unreadable'; readonly name: string; readonly code: SettingsFileError['code'] | 'failed'; readonly detail: string }
  | { readonly step: 'preview'; readonly name: string; readonly file: SettingsFile; readonly have: readonly OwnList[] }
  | { readonly step: 'working' }
  | { readonly step: 'cancelled' }
  | { readonly step: 'refused'; readonly failure: TransferFailure }
  | { readonly step: 'done'; readonly file: SettingsFile; readonly value: TakenOver };

export interface TransferModel {
  readonly state: TransferState;
  open(file: File): void;
  takeOver(file: SettingsFile): void;
  cancel(): void;
}

export function useTransfer(ports: TransferPorts, settings: Settings): TransferModel {
  const [state, setState] = useState<TransferState>({ step: 'source' });
  const running = useRef<AbortController | null>(null);

  const open = async (file: File): Promise<void> => {
    try {
      if (file.size > FILE_LIMITS.bytes) throw new SettingsFileError('too-large', file.name);
      const read = readSettingsFile(await file.text());
      setState({ step: 'preview', name: file.name, file: read, have: await ports.ownLists.all() });
    } catch (error) {
      const code = error instanceof SettingsFileError ? error.code : 'failed';
      if (code === 'failed') console.error('settings: a file was not read', error);
      setState({ step: 'unreadable', name: file.name, code, detail: error instanceof Error ? error.message : '' });
    }
  };
  const run = async (file: SettingsFile): Promise<void> => {
    const ending = new AbortController();
    running.current = ending;
    setState({ step: 'working' });
    const outcome = await takeOver(ports, settings, file, { signal: ending.signal });
    running.current = null;
    if (outcome.kind === 'done') setState({ step: 'done', file, value: outcome.value });
    else if (outcome.kind === 'refused') setState({ step: 'refused', failure: outcome });
    else setState({ step: 'cancelled' });
  };
  return {
    state,
    open: (file) => void open(file),
    takeOver: (file) => void run(file),
    cancel: () => (running.current === null ? setState({ step: 'source' }) : running.current.abort()),
  };
}
