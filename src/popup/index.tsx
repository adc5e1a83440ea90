/** Wiring of the popup. */
import { render } from 'preact';
import { isoDay } from '../ui/dates.ts';
import { loadUiTranslator } from '../ui/load-translator.ts';
import { PopupApp } from './app.tsx';
import { connectPopup } from './connect.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no #app');
render(<PopupApp connection={connectPopup()} loadTranslator={loadUiTranslator} today={isoDay(new Date())} />, root);
