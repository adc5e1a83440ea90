import type { ComponentChildren, JSX } from 'preact';
import type { AppliesTo, Category, Grade, List, Localized, Source, Vendor } from '../../core/model.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Translator } from '../../ui/connect.ts';
import { useUi } from '../../ui/context.ts';
import { formatDate } from '../../ui/dates.ts';
import { Sources } from '../../ui/links.tsx';
import { ForeignText, LocalText } from '../../ui/text.tsx';
import { keyOf } from '../../ui/translate.ts';
import { ListScope } from './list-scope.tsx';
import { Members } from './members.tsx';

export interface ListDetailsProps {
  readonly list: List;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly categories: readonly Category[];
  readonly settings: Settings;
  readonly version: string;
  readonly onChange: (change: Partial<Settings>) => void;
}

/** Everything that is known of a list, its gaps included. */
export function ListDetails({ list, vendors, categories, settings, version, onChange }: ListDetailsProps): JSX.Element {
  const { translator } = useUi();
  const { t, language, pick } = translator;
  const { scope } = list;
  return (
    <div class="list-details">
      <Part title={t('section_scope')}>
        <ListScope list={list} categories={categories} settings={settings} onChange={onChange} />
      </Part>
      <Part title={t('heading_scope')}>
        <dl class="facts">
          <Fact label={t('label_authority')} value={list.authority} />
          <Fact label={t('label_legal_basis')} value={list.legalBasis} />
          <Fact label={t('label_who')} value={scope.who} />
          <dt>{t('label_reaches')}</dt>
          <dd>
            <Reasons reasons={list.appliesTo} />
          </dd>
          <Fact label={t('label_what')} value={scope.what} />
          <Fact label={t('label_action')} value={scope.action} />
          <Fact label={t('label_note')} value={scope.note} />
          <Fact label={t('label_status_note')} value={list.statusNote} />
          <Fact label={t('label_effective_note')} value={list.effectiveNote} />
          <Fact label={t('label_deadline_note')} value={list.deadlineNote} />
          <Fact label={t('label_reported')} value={list.reportedOn === undefined ? undefined : formatDate(language, list.reportedOn)} />
          <Fact label={t('label_issued')} value={list.issuedOn === undefined ? undefined : formatDate(language, list.issuedOn)} />
          <Fact label={t('label_facts')} value={t('list_facts', formatDate(language, list.asOf), version)} />
          <Fact label={t('label_clauses')} value={scope.clauses.length === 0 ? undefined : scope.clauses.join('; ')} />
        </dl>
      </Part>
      {scope.exceptions.length > 0 && (
        <Part title={t('heading_exceptions')}>
          <Texts items={scope.exceptions.map((text) => ({ text }))} />
        </Part>
      )}
      {(list.entries.length > 0 || list.members.note !== undefined) && (
        <Part title={t('heading_members')}>
          {list.members.note !== undefined && (
            <p class="note">
              <LocalText text={list.members.note} />
            </p>
          )}
          <p class="quiet small">{describeEntries(translator, list)}</p>
          <Members list={list} vendors={vendors} exemptions={settings.exemptions} onChange={onChange} />
        </Part>
      )}
      {list.announcements.length > 0 && (
        <Part title={t('heading_announcements')}>
          <ul class="texts">
            {list.announcements.map((announcement) => (
              <li key={announcement.id}>
                <p>
                  <strong>{formatDate(language, announcement.date)}</strong>{' '}
                  {[announcement.number, announcement.authority].flatMap((part) => (part === undefined ? [] : pick(part))).join(' · ')}{' '}
                  <span class="tag">{t(keyOf('chip', announcement.status))}</span>
                  {announcement.until !== undefined && (
                    <span class="quiet"> {t('announcement_until', formatDate(language, announcement.until))}</span>
                  )}
                </p>
                {announcement.measures.map((measure) => (
                  <p key={measure.en} class="quiet">
                    <LocalText text={measure} />
                  </p>
                ))}
                {announcement.binds !== undefined && <p class="quiet">{t('announcement_binds', pick(announcement.binds))}</p>}
                {announcement.statusNote !== undefined && (
                  <p class="quiet">
                    <LocalText text={announcement.statusNote} />
                  </p>
                )}
                <Sources
                  sources={[...announcement.notices, ...announcement.sources]}
                  shown={1}
                  of={formatDate(language, announcement.date)}
                />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {list.questions.length > 0 && (
        <Part title={t('heading_questions')}>
          <Texts items={list.questions} />
        </Part>
      )}
      {list.claims.length > 0 && (
        <Part title={t('heading_claims')}>
          <Texts items={list.claims} />
        </Part>
      )}
      {list.uncertainties.length > 0 && (
        <Part title={t('heading_uncertainties')}>
          <Texts items={list.uncertainties} />
        </Part>
      )}
      {list.notes.length > 0 && (
        <Part title={t('heading_notes')}>
          <Texts items={list.notes.map((text) => ({ text }))} />
        </Part>
      )}
      <Part title={t('label_sources')}>
        <Sources sources={list.sources} shown={list.sources.length} of={pick(list.title)} />
      </Part>
    </div>
  );
}

/** The surest first. */
const grades: readonly Grade[] = ['official', 'document-seen-by-press', 'named-by-press', 'inferred'];

/** "12 official text, 4 named by press. Names in English (16) and Chinese (9)". */
function describeEntries(translator: Translator, { entries }: List): string {
  const { t } = translator;
  const known = grades
    .map((grade) => ({ grade, amount: entries.filter((entry) => entry.grade === grade).length }))
    .filter(({ amount }) => amount > 0)
    .map(({ grade, amount }) => t('members_of_grade', t(keyOf('grade', grade)), amount));
  const inEnglish = entries.filter(({ listedAs }) => listedAs.length > 0).length;
  const inChinese = entries.filter(({ listedAsZh }) => listedAsZh.length > 0).length;
  return t('members_about', known.join(t('comma')), inEnglish, inChinese);
}

/** Whom a list reaches, a sentence each. */
export function Reasons({ reasons }: { readonly reasons: readonly AppliesTo[] }): JSX.Element {
  const { t } = useUi().translator;
  return (
    <ul class="reaches">
      {reasons.map(({ force, reason, verification }) => (
        <li key={reason.en}>
          <span class={force === 'binds' ? 'tag tag-binds' : 'tag'}>{t(keyOf('force', force))}</span> <LocalText text={reason} />
          {verification === 'unverified' && <span class="quiet"> · {t('verification_unverified')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="part">
      <h5>{title}</h5>
      {children}
    </section>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: Localized | string | undefined }): JSX.Element | null {
  if (value === undefined) return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{typeof value === 'string' ? <ForeignText>{value}</ForeignText> : <LocalText text={value} />}</dd>
    </>
  );
}

interface TextsProps {
  /** `who` says it. */
  readonly items: readonly { readonly text: Localized; readonly who?: Localized; readonly sources?: readonly Source[] }[];
}

function Texts({ items }: TextsProps): JSX.Element {
  const { pick } = useUi().translator;
  return (
    <ul class="texts">
      {items.map((item) => (
        <li key={item.text.en}>
          <LocalText text={item.text} />
          {item.who !== undefined && (
            <span class="quiet">
              {' · '}
              <LocalText text={item.who} />
            </span>
          )}
          {item.sources !== undefined && <Sources sources={item.sources} shown={0} of={pick(item.text)} />}
        </li>
      ))}
    </ul>
  );
}
