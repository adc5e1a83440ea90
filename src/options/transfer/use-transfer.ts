/** A file of settings on its way in: chosen, looked at, taken over or not. */
import { useState } from 'preact/hooks';
import type { OwnList } from '../../core/own-list.ts';
import { FILE_LIMITS, type FollowedAddress, readSettingsFile, type SettingsFile, SettingsFileError } from '../../settings/settings-file.ts';
import { useTask } from '../use-task.ts';
import { findUnfollowed, type Present, type TakenOver, type TransferFailure, type TransferPorts, takeOver } from './transfer.ts';

/** A file of settings, and what of it is here already. */
export interface OpenedFile {
  readonly name: string;
  readonly file: SettingsFile;
  readonly have: readonly OwnList[];
  /** Addresses that are not followed here. */
  readonly toFollow: readonly FollowedAddress[];
}

export type TransferState =
  | { readonly step: 'source' }
  /** The file is no file of settings. */
  | { readonly step: 'unreadable'; readonly name: string; readonly code: SettingsFileError['code'] | 'failed'; readonly detail: string }
  | ({ readonly step: 'preview' } & OpenedFile)
  | { readonly step: 'working' }
  | { readonly step: 'cancelled' }
  | { readonly step: 'refused'; readonly failure: TransferFailure }
  | { readonly step: 'done'; readonly opened: OpenedFile; readonly value: TakenOver };

export interface TransferModel {
  readonly state: TransferState;
  open(file: File): void;
  takeOver(opened: OpenedFile): void;
  cancel(): void;
}

export function useTransfer(ports: TransferPorts, now: Present): TransferModel {
  const [state, setState] = useState<TransferState>({ step: 'source' });
  const { begin, end } = useTask();

  const open = async (file: File): Promise<void> => {
    try {
      if (file.size > FILE_LIMITS.bytes) throw new SettingsFileError('too-large', file.name);
      const read = readSettingsFile(await file.text());
      const [have, toFollow] = await Promise.all([ports.ownLists.all(), findUnfollowed(ports, read)]);
      setState({ step: 'preview', name: file.name, file: read, have, toFollow });
    } catch (error) {
      const code = error instanceof SettingsFileError ? error.code : 'failed';
      if (code === 'failed') console.error('settings: a file was not read', error);
      setState({ step: 'unreadable', name: file.name, code, detail: error instanceof Error ? error.message : '' });
    }
  };
  const run = async (opened: OpenedFile): Promise<void> => {
    setState({ step: 'working' });
    const outcome = await takeOver(ports, now, opened.file, { signal: begin() });
    if (outcome.kind === 'done') setState({ step: 'done', opened, value: outcome.value });
    else if (outcome.kind === 'refused') setState({ step: 'refused', failure: outcome });
    else setState({ step: 'cancelled' });
  };
  return {
    state,
    open: (file) => void open(file),
    takeOver: (opened) => void run(opened),
    cancel: () => {
      // What runs says itself how it ended.
      if (state.step === 'working') end();
      else setState({ step: 'source' });
    },
  };
}
