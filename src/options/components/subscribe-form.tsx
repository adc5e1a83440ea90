import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { groupThumbprint, parseThumbprint } from '../../core/pack.ts';
import type { PackOffer } from '../../settings/subscriptions.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';
import { describeRefusal } from '../describe-refusal.ts';
import type { Adding } from '../use-subscriptions.ts';
import { useFocus } from './use-focus.ts';

export interface SubscribeFormProps {
  readonly adding: Adding;
  readonly onLookUp: (address: string, key: string | undefined) => void;
  readonly onDecide: (isWanted: boolean) => void;
}

/** Address and, where it is known, the key; then what is there, for the reviewer to say whether it is the right one. */
export function SubscribeForm({ adding, onLookUp, onDecide }: SubscribeFormProps): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const [address, setAddress] = useState('');
  const [key, setKey] = useState('');
  const [isKeyWrong, setKeyWrong] = useState(false);
  const id = useId();
  const isBusy = adding.kind === 'looking' || adding.kind === 'subscribing';
  useEffect(() => {
    // Over: the next list has another address.
    if (adding.kind !== 'subscribing') return;
    setAddress('');
    setKey('');
  }, [adding.kind]);
  const lookUp = (): void => {
    const thumbprint = key.trim() === '' ? undefined : parseThumbprint(key);
    const isWrong = key.trim() !== '' && thumbprint === undefined;
    setKeyWrong(isWrong);
    if (!isWrong) onLookUp(address, thumbprint);
  };
  if (adding.kind === 'offered') return <Offer offer={adding.offer} isKnownKey={adding.isKnownKey} onDecide={onDecide} />;
  return (
    <form
      class="subscribe"
      onSubmit={(event) => {
        event.preventDefault();
        lookUp();
      }}
    >
      <label for={`${id}-address`}>{t('sub_address')}</label>
      <input
        id={`${id}-address`}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellcheck={false}
        placeholder="https://"
        maxLength={2000}
        value={address}
        onInput={(event) => setAddress(event.currentTarget.value)}
      />
      <label for={`${id}-key`}>{t('sub_key')}</label>
      <input
        id={`${id}-key`}
        class="thumbprint"
        type="text"
        autoComplete="off"
        spellcheck={false}
        maxLength={80}
        value={key}
        aria-invalid={isKeyWrong}
        {...(isKeyWrong ? { 'aria-describedby': `${id}-key-wrong` } : {})}
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      {isKeyWrong && (
        <p id={`${id}-key-wrong`} class="subscribe-wide note" role="alert">
          {t('sub_key_wrong')}
        </p>
      )}
      <div class="subscribe-wide">
        <button type="submit" class={isBusy ? 'button' : 'button button-main'} disabled={isBusy}>
          {t(isBusy ? 'sub_looking' : 'sub_look')}
        </button>
        <p class="quiet small">{t('sub_access_hint')}</p>
      </div>
      {adding.kind === 'declined' && (
        <p class="subscribe-wide notice" role="status">
          {t('sub_declined')}
        </p>
      )}
      {adding.kind === 'refused' && (
        <div class="subscribe-wide notice notice-alert" role="alert" data-refused={adding.refusal.code}>
          <p>
            <ForeignText>{describeRefusal(translator, adding.refusal)}</ForeignText>
          </p>
        </div>
      )}
    </form>
  );
}

/** What stands at the address, and whose key signed it. */
function Offer(props: {
  readonly offer: PackOffer;
  readonly isKnownKey: boolean;
  readonly onDecide: (isWanted: boolean) => void;
}): JSX.Element {
  const { offer, isKnownKey, onDecide } = props;
  const { translator } = useUi();
  const { t, language } = translator;
  // The form that had the focus is gone.
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <div class="offer" data-offered={offer.key}>
      <h4 ref={heading} tabIndex={-1}>
        {t('sub_confirm')}
      </h4>
      <p class="fingerprint">{groupThumbprint(offer.key)}</p>
      <p>{t(isKnownKey ? 'sub_confirm_known' : 'sub_confirm_why')}</p>
      <dl class="facts">
        <dt>{t('sub_label_title')}</dt>
        <dd>
          <ForeignText>{offer.title}</ForeignText>
        </dd>
        {offer.publisher !== '' && (
          <>
            <dt>{t('sub_label_publisher')}</dt>
            <dd>
              <ForeignText>{offer.publisher}</ForeignText>
            </dd>
          </>
        )}
        <dt>{t('sub_label_holds')}</dt>
        <dd>{count(translator, `sub_holds_${offer.kind}`, offer.entries)}</dd>
        <dt>{t('sub_label_version')}</dt>
        <dd>{t('sub_version', String(offer.version), formatDate(language, offer.issuedOn))}</dd>
        {offer.expiresOn !== '' && (
          <>
            <dt>{t('sub_label_expires')}</dt>
            <dd>{formatDate(language, offer.expiresOn)}</dd>
          </>
        )}
        <dt>{t('sub_label_address')}</dt>
        <dd class="foreign">{offer.url}</dd>
      </dl>
      <p class="buttons">
        <Button label={t('sub_confirm_yes')} look="main" onClick={() => onDecide(true)} />
        <Button label={t('sub_confirm_no')} onClick={() => onDecide(false)} />
      </p>
    </div>
  );
}
