import type { JSX } from 'preact';
import { useUi } from '../../ui/context.ts';

/** The promise, what a result is not, and the version. */
export function About({ version }: { readonly version: string }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <section id="about" aria-labelledby="about-title">
      <h2 id="about-title">{t('section_about')}</h2>
      <p class="promise">{t('about_promise')}</p>
      <p>{t('about_promise_more')}</p>
      <p>{t('about_no_advice')}</p>
      <p class="quiet small">{t('about_version', version)}</p>
    </section>
  );
}
