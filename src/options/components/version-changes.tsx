import type { JSX } from 'preact';
import type { VersionChange } from '../../settings/subscriptions.ts';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ForeignText } from '../../ui/text.tsx';
import { count } from '../../ui/translate.ts';

/** What a version changed: in one line, and opened name by name. It stays until the reviewer is done with it. */
export function VersionChanges({ change, onRead }: { readonly change: VersionChange; readonly onRead: () => void }): JSX.Element {
  const { translator } = useUi();
  const { t } = translator;
  const { from, to, added, removed, changed, touched } = change;
  const findings = touched.reduce((sum, one) => sum + one.findings, 0);
  return (
    <div class="notice changes" data-change={`${from}-${to}`}>
      <Disclosure look="quiet" label={t('sub_change', String(from), String(to), added.count, removed.count, changed.count)}>
        <Names label={t('sub_change_added')} {...added} />
        <Names label={t('sub_change_removed')} {...removed} />
        <Names label={t('sub_change_changed')} {...changed} />
      </Disclosure>
      {findings > 0 && (
        <p>
          {count(translator, 'sub_change_touched', findings)}{' '}
          <ForeignText>
            {touched.map(({ name, findings: times }) => (times > 1 ? `${name} (${times})` : name)).join(t('comma'))}
          </ForeignText>
        </p>
      )}
      <Button label={t('sub_change_read')} onClick={onRead} />
    </div>
  );
}

function Names({ label, count: all, names }: VersionChange['added'] & { readonly label: string }): JSX.Element | null {
  const { t } = useUi().translator;
  if (all === 0) return null;
  return (
    <div class="changed-names">
      <h5>{label}</h5>
      <ul>
        {names.map((name, i) => (
          <li key={`${i}:${name}`}>
            <ForeignText>{name}</ForeignText>
          </li>
        ))}
        {all > names.length && <li class="quiet">{t('sub_change_more', all - names.length)}</li>}
      </ul>
    </div>
  );
}
