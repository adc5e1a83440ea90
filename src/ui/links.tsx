import type { ComponentChildren, JSX } from 'preact';
import type { Source } from '../core/model.ts';
import { useUi } from './context.ts';
import { formatDate } from './dates.ts';
import { Disclosure } from './disclosure.tsx';
import { Icon } from './icons.tsx';
import { ForeignText } from './text.tsx';

/** A link that opens a new tab and tells it nothing. Anything but https is shown as text: data may be imported. */
export function ExternalLink({ url, children }: { readonly url: string; readonly children: ComponentChildren }): JSX.Element {
  const { translator } = useUi();
  if (!url.startsWith('https://')) return <span class="foreign">{children}</span>;
  return (
    <a class="external-link" href={url} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="leave" />
      <span class="visually-hidden">{translator.t('link_new_tab')}</span>
    </a>
  );
}

/** Where a fact was read: title as a link where there is one, publisher, date, and an address that is no link. */
export function SourceLine({ source }: { readonly source: Source }): JSX.Element {
  const { translator } = useUi();
  const about = [source.publisher, source.date === undefined ? undefined : formatDate(translator.language, source.date)].filter(
    (part) => part !== undefined,
  );
  return (
    <>
      {source.url === undefined ? (
        <ForeignText>{source.title}</ForeignText>
      ) : (
        <ExternalLink url={source.url}>
          <ForeignText>{source.title}</ForeignText>
        </ExternalLink>
      )}
      {about.length > 0 && <span class="quiet"> · {about.join(' · ')}</span>}
      {source.address !== undefined && <span class="quiet foreign"> · {source.address}</span>}
    </>
  );
}

/** All of them, a line each. */
export function SourceList({ sources }: { readonly sources: readonly Source[] }): JSX.Element {
  return (
    <ul>
      {sources.map((source, index) => (
        <li key={index}>
          <SourceLine source={source} />
        </li>
      ))}
    </ul>
  );
}

interface SourcesProps {
  readonly sources: readonly Source[];
  readonly shown: number;
  /** What they are of; for assistive technology. */
  readonly of: string;
}

/** Sources, the first `shown` at once and the others on demand. Nothing when there are none. */
export function Sources({ sources, shown, of }: SourcesProps): JSX.Element | null {
  const { translator } = useUi();
  if (sources.length === 0) return null;
  const rest = sources.slice(shown);
  return (
    <div class="sources small">
      <SourceList sources={sources.slice(0, shown)} />
      {rest.length > 0 && (
        <Disclosure look="link" label={translator.t(shown === 0 ? 'sources_all' : 'sources_more', rest.length)} of={of}>
          <SourceList sources={rest} />
        </Disclosure>
      )}
    </div>
  );
}
