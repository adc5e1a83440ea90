import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Catalogue } from '../../core/model.ts';
import type { Settings } from '../../settings/schema.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { ForeignText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';
import { FileDrop } from '../file-drop.tsx';
import { wordsOf } from '../own/problem-words.ts';
import { fileNameOf, saveFile } from '../own/save-file.ts';
import { type TransferPorts, writeAll } from './transfer.ts';
import { LeftOut, TransferPreview } from './transfer-preview.tsx';
import { type TransferModel, useTransfer } from './use-transfer.ts';

export interface TransferSectionProps {
  readonly ports: TransferPorts;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly grants: readonly string[];
  /** Asks the browser, inside the click. */
  readonly onGrants: (patterns: readonly string[]) => void;
}

/** All settings as one file, and back from one. */
export function TransferSection(props: TransferSectionProps): JSX.Element {
  const { t } = useUi().translator;
  const model = useTransfer(props.ports, props.settings);
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

function Save({ ports, settings }: TransferSectionProps): JSX.Element {
  const { translator, today } = useUi();
  const { t } = translator;
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle');
  const save = async (): Promise<void> => {
    setState('working');
    try {
      saveFile(await writeAll(ports, settings, today), fileNameOf(t('transfer_file'), today, 'json'));
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
  switch (state.step) {
    case 'preview':
      return <TransferPreview {...props} preview={state} onTake={() => model.takeOver(state.file)} onCancel={model.cancel} />;
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
          <Wishes {...props} file={state.file} />
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

/** What a file cannot bring with it: only the browser and the reviewer can. */
function Wishes({
  file,
  grants,
  onGrants,
}: TransferSectionProps & {
  readonly file: { readonly grants: readonly string[]; readonly subscriptions: readonly { readonly url: string }[] };
}): JSX.Element {
  const { t } = useUi().translator;
  const missing = file.grants.filter((grant) => !grants.includes(grant));
  return (
    <>
      {missing.length > 0 && (
        <div class="notice" data-transfer="grants">
          <p>{t('transfer_grants')}</p>
          <Names names={missing} />
          <Button label={t('transfer_ask')} onClick={() => onGrants(missing)} />
        </div>
      )}
      {file.subscriptions.length > 0 && (
        <div class="notice">
          <p>{t('transfer_follow')}</p>
          <Names names={file.subscriptions.map(({ url }) => url)} />
        </div>
      )}
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }): JSX.Element {
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <ForeignText>{name}</ForeignText>
        </li>
      ))}
    </ul>
  );
}
