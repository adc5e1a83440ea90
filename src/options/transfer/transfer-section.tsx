import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Catalogue } from '../../core/model.ts';
import { isEverywhere } from '../../core/sites.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { useIsLocked } from '../../ui/locks.ts';
import { ForeignText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';
import { FileDrop } from '../file-drop.tsx';
import { wordsOf } from '../own/problem-words.ts';
import { fileNameOf, saveFile } from '../own/save-file.ts';
import type { SubscriptionsConnection } from '../subscriptions-connection.ts';
import { FollowList } from './follow-list.tsx';
import { type Present, type TransferPorts, writeAll } from './transfer.ts';
import { LeftOut, TransferPreview } from './transfer-preview.tsx';
import { type TransferModel, useTransfer } from './use-transfer.ts';

export interface TransferSectionProps {
  readonly ports: TransferPorts;
  readonly subscriptions: SubscriptionsConnection;
  readonly now: Present;
  readonly catalogue: Catalogue;
  readonly grants: readonly string[];
  /** Asks the browser, inside the click. */
  readonly onGrants: (patterns: readonly string[]) => void;
}

/** All settings as one file, and back from one. */
export function TransferSection(props: TransferSectionProps): JSX.Element {
  const { t } = useUi().translator;
  const model = useTransfer(props.ports, props.now);
  return (
    <section id="transfer" aria-labelledby="transfer-title">
      <h2 id="transfer-title">{t('section_transfer')}</h2>
      <p class="quiet">{t('transfer_intro')}</p>
      <h3>{t('transfer_save')}</h3>
      <Save {...props} />
      <h3>{t('transfer_read')}</h3>
      <Read model={model} {...props} />
    </section>
  );
}

function Save({ ports, now }: TransferSectionProps): JSX.Element {
  const { translator, today } = useUi();
  const { t } = translator;
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const save = async (): Promise<void> => {
    setState('working');
    try {
      saveFile(await writeAll(ports, now, today), fileNameOf(t('transfer_file'), today, 'json'));
      setState('idle');
    } catch (error) {
      console.error('settings: no file was written', error);
      setState('failed');
    }
  };
  return (
    <>
      <p>{t('transfer_save_why')}</p>
      <p class="buttons">
        <Button label={t('transfer_save_action')} isDisabled={state === 'working'} onClick={() => void save()} />
      </p>
      {state === 'failed' && (
        <p class="notice notice-alert" role="alert">
          {t('transfer_save_failed')}
        </p>
      )}
    </>
  );
}

function Read({ model, ...props }: TransferSectionProps & { readonly model: TransferModel }): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { state } = model;
  const mayGrant = useGrantable(props.grants);
  switch (state.step) {
    case 'preview':
      return (
        <TransferPreview
          {...props}
          opened={state}
          toGrant={mayGrant(state.file)}
          onTake={() => model.takeOver(state)}
          onCancel={model.cancel}
        />
      );
    case 'working':
      return (
        <div class="working">
          <progress aria-labelledby="transfer-working" />
          <span id="transfer-working">{t('transfer_working')}</span>
          <Button label={t('own_cancel')} onClick={model.cancel} />
        </div>
      );
    case 'unreadable':
      return (
        <>
          <Choose model={model} />
          <div class="notice notice-alert" role="alert" data-transfer="unreadable">
            <p>
              <ForeignText>{t('transfer_unreadable', state.name)}</ForeignText>
            </p>
            <p>{t(keyOf('transfer_fault', state.code))}</p>
            {state.code === 'not-json' && (
              <p class="quiet small">
                <ForeignText>{state.detail}</ForeignText>
              </p>
            )}
          </div>
        </>
      );
    case 'refused':
      return (
        <>
          <Choose model={model} />
          <div class="notice notice-alert" role="alert" data-transfer="refused">
            <p>{t('transfer_refused')}</p>
            <p>
              <ForeignText>{[state.failure.title, wordsOf(translator, state.failure.failure)].filter(Boolean).join(': ')}</ForeignText>
            </p>
          </div>
        </>
      );
    case 'cancelled':
      return (
        <>
          <Choose model={model} />
          <p class="notice" role="status">
            {t('own_cancelled')}
          </p>
        </>
      );
    case 'done':
      return (
        <>
          <Choose model={model} />
          <div class="notice" role="status" data-transfer="done">
            <p>{t('transfer_done')}</p>
          </div>
          <LeftOut lists={state.value.incomplete} />
          <ToGrant sites={mayGrant(state.opened.file)} onGrants={props.onGrants} />
          {state.opened.toFollow.length > 0 && <FollowList addresses={state.opened.toFollow} connection={props.subscriptions} />}
        </>
      );
    default:
      return <Choose model={model} />;
  }
}

function Choose({ model }: { readonly model: TransferModel }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <FileDrop label={t('transfer_read')} accept=".json,application/json" onFile={model.open}>
      <p class="quiet small">{t('transfer_read_why')}</p>
    </FileDrop>
  );
}

/** Finds the sites of a file that the browser has not granted here; without every site where the organisation does not want that. */
function useGrantable(grants: readonly string[]): (file: SettingsFile) => readonly string[] {
  const isBounded = useIsLocked('features/everywhere');
  return (file) => file.grants.filter((grant) => !grants.includes(grant) && !(isBounded && isEverywhere(grant)));
}

/** What a file cannot bring with it: only the browser can grant it, when the reviewer says so. */
function ToGrant({ sites, onGrants }: Pick<TransferSectionProps, 'onGrants'> & { readonly sites: readonly string[] }): JSX.Element | null {
  const { t } = useUi().translator;
  if (sites.length === 0) return null;
  return (
    <div class="notice" data-transfer="grants">
      <p>{t('transfer_grants')}</p>
      <ul>
        {sites.map((site) => (
          <li key={site}>
            <ForeignText>{site}</ForeignText>
          </li>
        ))}
      </ul>
      <Button label={t('transfer_ask')} onClick={() => onGrants(sites)} />
    </div>
  );
}
