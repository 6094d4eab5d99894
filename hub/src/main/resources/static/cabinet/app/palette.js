// @ts-check
// Ctrl/⌘ K: documents by number or words, screens, language, theme. And `?`: the keys.
import { html, nothing } from '../vendor/lit-html.js';
import { ask, frame } from './dialog.js';
import { api } from './door.js';
import { fmt } from './format.js';
import { icon } from './icons.js';
import { check } from './parts.js';
import { LANGUAGES, LANGUAGE_NAMES, need, t } from './i18n.js';
import { go } from './router.js';
import { lettersOn, switchLetters } from './letters.js';
import { screens } from './screens.js';
import { who } from './session.js';

/** @typedef {{icon: string, label: any, note?: any, text: string, run: () => void}} Choice */
/** @param {any} shell @returns {Choice[]} */
function fixed(shell) {
  const me = who();
  return [
    ...screens
      .filter((x) => x.nav && (!x.nav.staff || me?.staff))
      .map((x) => ({
        icon: x.nav?.icon ?? '',
        label: t(x.nav?.key ?? ''),
        text: t(x.nav?.key ?? ''),
        note: t('palette.screen'),
        run: () => go(x.path),
      })),
    {
      icon: 'bell',
      label: t('palette.noticeSettings'),
      text: t('palette.noticeSettings'),
      note: t('palette.screen'),
      run: () => go('/settings/notifications'),
    },
    { icon: 'shield', label: t('verifyPage'), text: t('verifyPage'), run: () => location.assign('/verify') },
    ...LANGUAGES.map((l) => ({
      icon: 'globe',
      label: LANGUAGE_NAMES[/** @type {'kk'} */ (l)],
      text: `${LANGUAGE_NAMES[/** @type {'kk'} */ (l)]} ${l}`,
      note: t('language'),
      run: () => shell.language(l),
    })),
    ...['auto', 'light', 'dark'].map((x) => ({
      icon: x === 'dark' ? 'moon' : 'sun',
      label: t(`theme.${x}`),
      text: t(`theme.${x}`),
      run: () => shell.theme(x),
    })),
    { icon: 'keyboard', label: t('keys'), text: t('keys'), run: () => openHelp(shell) },
  ];
}

/** @param {string} typed @param {any[]} found @param {any} shell @returns {Choice[]} */
function choices(typed, found, shell) {
  const digits = typed.replace(/\s/g, ''),
    q = typed.trim().toLocaleLowerCase();
  const list = fixed(shell).filter((c) => !q || c.text.toLocaleLowerCase().includes(q));
  if (!q) return list;
  const number = /^\d{20}$/.test(digits)
    ? [
        {
          icon: 'file',
          label: fmt.number20(digits),
          text: digits,
          note: t('palette.document'),
          run: () => go(`/d/${digits}`),
        },
      ]
    : [];
  return [
    ...number,
    ...found.map((d) => ({
      icon: d.box === 'in' ? 'inbox' : 'outbox',
      label: d.title,
      note: html`<span class="num">${fmt.number20(d.number)}</span>`,
      text: d.title,
      run: () => go(`/d/${d.number}`),
    })),
    ...list,
    {
      icon: 'search',
      label: t('palette.in', { q: typed.trim() }),
      text: '',
      run: () => go(`/in?q=${encodeURIComponent(typed.trim())}`),
    },
    {
      icon: 'search',
      label: t('palette.out', { q: typed.trim() }),
      text: '',
      run: () => go(`/out?q=${encodeURIComponent(typed.trim())}`),
    },
  ];
}

/** @param {any} shell */
export function openPalette(shell) {
  let timer = 0;
  return ask(
    (d) => {
      const s = d.state,
        list = choices(s.typed ?? '', s.found ?? [], shell),
        at = Math.min(s.at ?? 0, list.length - 1);
      const pick = (/** @type {Choice} */ c) => {
        d.close();
        c.run();
      };
      const look = () => {
        clearTimeout(timer);
        timer = window.setTimeout(async () => {
          const q = (s.typed ?? '').trim();
          if (q.length < 2 || !who()?.participant) {
            s.found = [];
            return d.draw();
          }
          const pages = await Promise.all(
            ['in', 'out'].map((box) =>
              api.get(`/v1/documents?box=${box}&limit=4&q=${encodeURIComponent(q)}`).catch(() => ({ items: [] })),
            ),
          );
          if (q === (s.typed ?? '').trim()) {
            s.found = pages.flatMap((p) => p.items);
            d.draw();
          }
        }, 200);
      };
      return html`<div
        class="find"
        @keydown=${(/** @type {KeyboardEvent} */ e) => {
          const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
          if (step) {
            s.at = Math.max(0, Math.min(list.length - 1, at + step));
            e.preventDefault();
            d.draw();
            requestAnimationFrame(() =>
              d.element.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
            );
          }
          if (e.key === 'Enter' && list[at]) {
            e.preventDefault();
            pick(list[at]);
          }
        }}
      >
        <h2 class="unseen">${t('finder')}</h2>
        <label
          >${icon('search')}<span class="unseen">${t('palette.hint')}</span
          ><input
            autofocus
            type="text"
            role="combobox"
            aria-expanded="true"
            aria-controls="found"
            aria-autocomplete="list"
            aria-activedescendant=${list[at] ? `found-${at}` : nothing}
            placeholder=${t('palette.hint')}
            autocomplete="off"
            .value=${s.typed ?? ''}
            @input=${(/** @type {any} */ e) => {
              s.typed = e.target.value;
              s.at = 0;
              d.draw();
              look();
            }}
        /></label>
        <ul id="found" role="listbox" aria-label=${t('finder')}>
          ${list.map(
            (c, i) =>
              html`<li
                id="found-${i}"
                role="option"
                aria-selected=${String(i === at)}
                @click=${() => pick(c)}
                @pointermove=${() => {
                  if (s.at !== i) {
                    s.at = i;
                    d.draw();
                  }
                }}
              >
                ${icon(c.icon)}<span>${c.label}</span>${c.note ? html`<small>${c.note}</small>` : nothing}
              </li>`,
          )}
        </ul>
      </div>`;
    },
    { cls: 'palette' },
  );
}

const KEYS = [
  ['Ctrl K', 'k.palette'],
  ['↑ ↓ · j k', 'k.move'],
  ['Home End PgUp PgDn', 'k.far'],
  ['Space · x', 'k.choose'],
  ['Shift ↑ ↓', 'k.extend'],
  ['Ctrl A', 'k.all'],
  ['Enter', 'k.open'],
  ['s', 'k.sign'],
  ['r', 'k.decline'],
  ['d', 'k.download'],
  ['← →', 'k.turn'],
  ['/', 'k.search'],
  ['p', 'k.pause'],
  ['Esc', 'k.back'],
  ['?', 'k.help'],
];
/** @param {any} shell */
export async function openHelp(shell) {
  await need(['help']);
  return ask(
    (d) =>
      frame(d, {
        title: t('keys'),
        lead: t('help.lead'),
        body: html`<dl class="keys">
            ${KEYS.map(
              ([key, word]) =>
                html`<div>
                  <dt>
                    ${key
                      .split(' · ')
                      .map(
                        (part, i) =>
                          html`${i ? html` <span>·</span> ` : nothing}${part
                            .split(' ')
                            .map((k) => html`<kbd>${k}</kbd> `)}`,
                      )}
                  </dt>
                  <dd>${t(`help.${word}`)}</dd>
                </div>`,
            )}
          </dl>
          ${check({
            id: 'letters',
            label: t('help.letters'),
            hint: t('help.lettersHint'),
            toggle: true,
            checked: lettersOn(),
            onChange: (on) => {
              switchLetters(on);
              d.draw();
            },
          })}`,
      }),
    { wide: true },
  );
}
