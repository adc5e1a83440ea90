import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Revealed, TabView } from '../messaging/calls.ts';
import type { Settings } from '../settings/schema.ts';
import type { PopupConnection, Translator } from '../ui/connect.ts';
import { useDocument } from '../ui/page.ts';
import { Surroundings } from '../ui/surroundings.tsx';
import { CoverageLine } from './components/coverage.tsx';
import { Folded } from './components/folded.tsx';
import { Footer } from './components/footer.tsx';
import { GroupView } from './components/group.tsx';
import { StatePanel } from './components/state-panel.tsx';
import { VerdictHeader } from './components/verdict-header.tsx';
import { useTab } from './use-tab.ts';
import { wordVerdict } from './verdict.ts';

export interface PopupProps {
  readonly connection: PopupConnection;
  readonly loadTranslator: (language: Settings['language']) => Promise<Translator>;
  readonly today: string;
}

/** The popup: a verdict, its reasons, and what can be done. */
export function PopupApp({ connection, loadTranslator, today }: PopupProps): JSX.Element {
  const tab = useTab(connection);
  const [translator, setTranslator] = useState<Translator | null>(null);
  const { settings, managed, policyState, locked } = tab.stored;
  const { language, theme, homeMarket } = settings;
  useEffect(() => {
    let isGone = false;
    if (tab.isReady)
      void loadTranslator(language).then((loaded) => {
        if (!isGone) setTranslator(loaded);
      });
    return () => {
      isGone = true;
    };
  }, [tab.isReady, language, loadTranslator]);
  useDocument(translator, 'ext_name', theme);
  // No words yet, so nothing to say: this lasts for one read of a packaged file.
  if (translator === null) return <div class="popup" data-state="loading" />;

  const view: TabView | null = tab.isUnreachable ? asFailed(tab.view, translator.t('error_worker')) : tab.view;
  const verdict = wordVerdict(translator, view);
  const report = view?.report ?? null;
  const reveal = (id: string): Promise<Revealed> => connection.reveal(id);
  const isNothingConfirmed = report?.confirmed.length === 0;
  const openSettings = (): void => void connection.openSettings();
  const group = {
    homeMarket,
    onReveal: reveal,
    onSetAside: connection.setAside,
    onCountAgain: connection.countAgain,
  };
  /** Before what was found, but where there is something to judge: that comes first. */
  const panel = (
    <StatePanel
      kind={verdict.kind}
      error={view?.error ?? ''}
      report={report}
      neverBy={view?.neverBy ?? []}
      onCheck={tab.check}
      onResume={() => tab.setPaused(false)}
      onLift={() => tab.setNever(false)}
      onSettings={openSettings}
    />
  );
  return (
    <Surroundings translator={translator} today={today} locked={locked}>
      <div class="popup" data-state={view?.state ?? 'loading'}>
        <VerdictHeader verdict={verdict} host={view?.host ?? ''} report={report} />
        {policyState === 'unknown' && (
          <p class="unknown-policy small" role="alert" data-policy="unknown">
            {translator.t('policy_unknown')}
          </p>
        )}
        <main>
          {verdict.kind !== 'unconfirmed' && panel}
          {report !== null && (
            <>
              {report.confirmed.length > 0 && (
                <div data-section="confirmed">
                  {report.confirmed.map((found, index) => (
                    <GroupView
                      key={found.vendor.id}
                      group={found}
                      isOpenAtFirst={index === 0 && report.confirmed.length === 1 && found.items.length === 1}
                      {...group}
                    />
                  ))}
                </div>
              )}
              <Folded kind="possible" groups={report.possible} isOpenAtFirst={isNothingConfirmed} {...group} />
              <Folded kind="asked" groups={report.asked} isOpenAtFirst={isNothingConfirmed && report.possible.length === 0} {...group} />
              {verdict.kind === 'unconfirmed' && panel}
              <Folded kind="former" groups={report.former} {...group} />
              <Folded kind="exempt" groups={report.exempt} {...group} />
              <CoverageLine coverage={report.coverage} lists={report.lists} onSettings={openSettings} />
            </>
          )}
        </main>
        {view !== null && (
          <Footer
            view={view}
            isManaged={managed !== null}
            canWithdraw={connection.canWithdraw}
            onCheck={tab.check}
            onPause={() => tab.setPaused(true)}
            onNever={() => tab.setNever(true)}
            onAccess={tab.requestAccess}
            onWithdraw={tab.withdrawAccess}
            onSettings={openSettings}
          />
        )}
      </div>
    </Surroundings>
  );
}

function asFailed(view: TabView | null, error: string): TabView {
  const unknown = { tabId: -1, host: '', originPattern: '', access: 'click', neverBy: [], report: null } as const;
  return { ...(view ?? unknown), state: 'failed', error };
}
