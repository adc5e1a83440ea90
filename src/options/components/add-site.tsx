import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isSitePattern, MAX_SITE_PATTERN, parseSitePattern, type SitePattern } from '../../core/site-pattern.ts';
import { useUi } from '../../ui/context.ts';

export interface AddSiteProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** What is there already. */
  readonly known: readonly string[];
  /** Called inside the click. */
  readonly onAdd: (site: SitePattern) => void;
}

/** A field for a site pattern. What is wrong with it is said when it is to be added, and stays until it is changed. */
export function AddSite({ id, label, hint, known, onAdd }: AddSiteProps): JSX.Element {
  const { t } = useUi().translator;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const add = (): void => {
    const site = parseSitePattern(text);
    if (!isSitePattern(site)) setProblem(t(`sites_bad_${site.problem}`));
    else if (known.includes(site.text)) setProblem(t('sites_known', site.text));
    else {
      setText('');
      onAdd(site);
    }
  };
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label for={id}>{label}</label>
      <div class="add-site-line">
        <input
          id={id}
          type="text"
          inputMode="url"
          autocapitalize="none"
          autocomplete="off"
          spellcheck={false}
          maxLength={MAX_SITE_PATTERN}
          placeholder="shop.example"
          value={text}
          aria-invalid={problem !== ''}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setProblem('');
          }}
        />
        <button type="submit" class="button">
          {t('sites_action_add')}
        </button>
      </div>
      <p id={`${id}-hint`} class={problem === '' ? 'quiet small' : 'problem small'} role={problem === '' ? undefined : 'alert'}>
        {problem === '' ? hint : problem}
      </p>
    </form>
  );
}
