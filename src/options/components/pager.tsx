import type { JSX } from 'preact';
import { Button } from '../../ui/button.tsx';
import { useUi } from '../../ui/context.ts';

export interface PagerProps {
  /** From 0. */
  readonly page: number;
  /** Rows on a page. */
  readonly pageSize: number;
  /** All rows. */
  readonly size: number;
  readonly onPage: (page: number) => void;
}

/** The number of the last page, from 0. */
export const lastPageOf = (size: number, pageSize: number): number => Math.max(0, Math.ceil(size / pageSize) - 1);

/** The way through a table of many pages; nothing where it has one. */
export function Pager({ page, pageSize, size, onPage }: PagerProps): JSX.Element | null {
  const { t } = useUi().translator;
  const lastPage = lastPageOf(size, pageSize);
  if (lastPage === 0) return null;
  return (
    <nav class="pager" aria-label={t('own_pages')}>
      <Button label={t('own_page_first')} isDisabled={page === 0} onClick={() => onPage(0)} />
      <Button label={t('own_page_previous')} isDisabled={page === 0} onClick={() => onPage(page - 1)} />
      <span class="quiet small" role="status">
        {t('own_page_shown', page * pageSize + 1, Math.min(size, (page + 1) * pageSize), size)}
      </span>
      <Button label={t('own_page_next')} isDisabled={page === lastPage} onClick={() => onPage(page + 1)} />
      <Button label={t('own_page_last')} isDisabled={page === lastPage} onClick={() => onPage(lastPage)} />
    </nav>
  );
}
