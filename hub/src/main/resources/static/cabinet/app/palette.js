// @ts-check
// Ctrl/⌘ K: screens, documents by number, language, theme. And `?`: the keys.
import { html } from '../vendor/lit-html.js';
import { ask, frame } from './dialog.js';
import { icon } from './icons.js';
import { check } from './parts.js';
import { LANGUAGES, LANGUAGE_NAMES, t } from './i18n.js';
import { go } from './router.js';
import { lettersOn } from './keys.js';
import { screens } from './screens.js';
import { who } from './session.js';

/** @param {any} shell */
export function openPalette(shell) { return ask((d) => html`<div class="find"><h2 class="unseen">${t('finder')}</h2></div>`, { cls: 'palette' }); }
/** @param {any} shell */
export function openHelp(shell) { return ask((d) => frame(d, { title: t('keys'), body: html`` })); }
