// @ts-check
/**
 * Words in kk, ru and en. A dictionary is `i18n/<lang>/<part>.js` with a default export of keys; `core` and `status` are always
 * there, a screen names its own. A word is a text with {names}, or forms by number: {one, few, many, other} with {n}.
 */
export const LANGUAGES = ['kk', 'ru', 'en'];
export const LANGUAGE_NAMES = { kk: 'Қазақша', ru: 'Русский', en: 'English' };
export let lang = 'ru';

/** @type {Map<string, Record<string, any>>} */ const books = new Map();
/** @type {Set<string>} */ const wanted = new Set(['core', 'status']);
/** @type {Set<(lang: string) => void>} */ const heard = new Set();
let asked = 0;
let rules = new Intl.PluralRules('ru');
let numbers = new Intl.NumberFormat('ru-KZ');

/** What the browser or the person's last choice says, else Russian, which prevails (agreement, 13.9). */
export function firstLanguage() {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('lang');
  if (asked && LANGUAGES.includes(asked)) return asked;
  return navigator.languages.map((l) => l.slice(0, 2)).find((l) => LANGUAGES.includes(l)) ?? 'ru';
}

/** Changes the language; every dictionary that is in use is there when this is done. @param {string} l */
export async function speak(l) {
  const next = LANGUAGES.includes(l) ? l : 'ru',
    turn = ++asked;
  for (let there = 0; there < wanted.size;) {
    there = wanted.size;
    await Promise.all([...wanted].map((part) => book(next, part)));
  }
  if (turn !== asked) return;
  lang = next;
  rules = new Intl.PluralRules(lang);
  numbers = new Intl.NumberFormat(lang === 'en' ? 'en' : 'ru-KZ');
  document.documentElement.lang = lang;
  heard.forEach((fn) => fn(lang));
}

/** @param {(lang: string) => void} fn called after each change of the language */
export const onLanguage = (fn) => {
  heard.add(fn);
};

/** Loads dictionaries. @param {string[]} parts */
export async function need(parts) {
  parts.forEach((part) => wanted.add(part));
  for (let l = ''; l !== lang;) {
    l = lang;
    await Promise.all(parts.map((part) => book(l, part)));
  }
}

/** @param {string} l @param {string} part */
async function book(l, part) {
  const name = `${l}/${part}`;
  if (!books.has(name)) books.set(name, (await import(`../i18n/${name}.js`)).default);
}

/** @param {string} part @param {string} key some are made of what others wrote, such as `constructor` */
const wordOf = (part, key) => {
  const book = books.get(`${lang}/${part}`);
  return book && Object.hasOwn(book, key) ? book[key] : undefined;
};

/** @param {string} key @param {string[]} parts */
function find(key, parts) {
  for (const part of parts) {
    const found = wordOf(part, key);
    if (found !== undefined) return found;
  }
  const dot = key.indexOf('.');
  return dot > 0 ? wordOf(key.slice(0, dot), key.slice(dot + 1)) : undefined;
}

/**
 * The word for a key: of the given parts, then of `core`; `part.key` names the part. An unknown key comes back as it is.
 * @param {string} key @param {Record<string, any>} [vars] @param {string[]} [parts]
 * @returns {string}
 */
export function t(key, vars, parts = []) {
  let word = find(key, [...parts, 'core']) ?? key;
  if (typeof word === 'object') word = word[rules.select(Number(vars?.n ?? 0))] ?? word.other;
  return vars
    ? word.replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ k) =>
        typeof vars[k] === 'number' ? numbers.format(vars[k]) : (vars[k] ?? ''),
      )
    : word;
}

/** Is there a word for this key? @param {string} key @param {string[]} [parts] */
export const knows = (key, parts = []) => find(key, [...parts, 'core']) !== undefined;

/** `t` that looks into a screen's own dictionaries first. @param {string[]} parts */
export const speaker = (parts) => (/** @type {string} */ key, /** @type {Record<string, any>} */ vars) =>
  t(key, vars, parts);

/** @param {string[]} words the word for each of the forms one, few, many of the language @param {number} n */
export const plural = (n, words) =>
  words[{ one: 0, few: 1, many: 2, other: words.length - 1, zero: 0, two: 1 }[rules.select(n)] ?? 0] ??
  words[words.length - 1];
