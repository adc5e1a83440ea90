/** Wiring of the settings page. */
import { render } from 'preact';
import * as z from 'zod/mini';
import { isoDay } from '../ui/dates.ts';
import { loadUiTranslator } from '../ui/load-translator.ts';
import { SettingsApp } from './app.tsx';
import { connectOwnLists, connectRestore, connectSample, connectSettings, connectSubscriptions } from './connect.ts';

// Here somebody reads what is wrong with a stored setting; elsewhere the words would only have to be loaded.
z.config(z.locales.en());

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no #app');
render(
  <SettingsApp
    connection={connectSettings()}
    ownLists={connectOwnLists()}
    restore={connectRestore()}
    checkSample={connectSample()}
    subscriptions={connectSubscriptions()}
    loadTranslator={loadUiTranslator}
    today={isoDay(new Date())}
  />,
  root,
);
