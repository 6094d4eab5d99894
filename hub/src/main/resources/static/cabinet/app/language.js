// @ts-check
// The language of a person: what is chosen here is kept for all of the person's browsers, what was kept elsewhere is spoken here.
import { api } from './door.js';
import { lang, speak } from './i18n.js';
import { who } from './session.js';

/** Chosen here and not kept yet, as before a sign-in. */
const UNKEPT = 'lang.unkept';
/** An address that asks for a language has it, for this visit. */
const asked = new URLSearchParams(location.search).has('lang');

/** The person's act. @param {string} l */
export async function choose(l) {
  localStorage.setItem('lang', l);
  localStorage.setItem(UNKEPT, l);
  await speak(l);
  keep();
}

/** Somebody is signed in. @returns {Promise<boolean>} whether another language is spoken now */
export async function settle() {
  if (localStorage.getItem(UNKEPT)) {
    await keep();
    return false;
  }
  const kept = await api.get('/v1/preferences', { quiet: true }).catch(() => null);
  if (!kept?.language || kept.language === lang || asked || localStorage.getItem(UNKEPT)) return false;
  localStorage.setItem('lang', kept.language);
  await speak(kept.language);
  return true;
}

/** The next person at this browser has not chosen. */
export const forget = () => localStorage.removeItem(UNKEPT);

async function keep() {
  const language = localStorage.getItem(UNKEPT);
  if (!language || !who()) return;
  try {
    await api.put('/v1/preferences', { language }, { quiet: true });
    if (localStorage.getItem(UNKEPT) === language) forget();
  } catch {
    /* at the next start */
  }
}
