/** The popup over made-up tabs: `?tab=mixed&language=zh_CN` shows one, `&policy-unknown` with a policy that cannot be read. No extension and no worker is needed. */
import { render } from 'preact';
import en from '../../../public/_locales/en/messages.json';
import zh from '../../../public/_locales/zh_CN/messages.json';
import { PopupApp } from '../../../src/popup/app.tsx';
import { defaultSettings, type Settings } from '../../../src/settings/schema.ts';
import { loadTranslator } from '../../../src/ui/translate.ts';
import { FakePopupConnection, tabs } from '../../fakes/popup-connection.ts';

const query = new URLSearchParams(location.search);
const view = tabs[(query.get('tab') ?? 'full') as keyof typeof tabs];
const language = (query.get('language') ?? 'en') as Settings['language'];
const policyState = query.has('policy-unknown') ? 'unknown' : 'read';
const connection = new FakePopupConnection(view, { ...defaultSettings, language }, policyState);
// For tests: what the popup asked for.
Object.assign(window, { calls: connection.calls });

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no #app');
render(
  <PopupApp
    connection={connection}
    loadTranslator={(setting) =>
      loadTranslator(
        setting,
        () => 'en',
        async (locale) => (locale === 'en' ? en : zh),
      )
    }
    today="2026-11-22"
  />,
  root,
);
