// @ts-check
// What stands around every screen: header, menu, tabs of a phone.
import { html, nothing } from '../vendor/lit-html.js';
import { icon } from './icons.js';
import { LANGUAGES, LANGUAGE_NAMES, lang, t } from './i18n.js';
import { fmt } from './format.js';
import { menu } from './parts.js';
import { screens } from './screens.js';

const SHORT = { kk: 'ҚАЗ', ru: 'РУС', en: 'ENG' };
const mark = new URL('../mark.svg', import.meta.url).href;
export const brand = () =>
  html`<a class="brand" href="/in" aria-label="Center Pro"
    ><img src=${mark} alt="" width="28" height="28" /><span>Center Pro</span></a
  >`;

/** @param {(l: string) => void} pick */
export const languages = (pick) =>
  html`<div class="langs" role="group" aria-label=${t('language')}>
    ${LANGUAGES.map(
      (l) =>
        html`<button
          type="button"
          lang=${l}
          aria-pressed=${String(l === lang)}
          title=${LANGUAGE_NAMES[/** @type {'kk'} */ (l)]}
          @click=${() => pick(l)}
        >
          ${SHORT[/** @type {'kk'} */ (l)]}
        </button>`,
    )}
  </div>`;

/** The state of the stream, always in sight. @param {{state: string, since?: number}} live */
const pulse = (live) =>
  html`<span
    class="live"
    data-state=${live.state}
    role="status"
    title=${live.since && live.state !== 'live' ? fmt.time(live.since, true) : nothing}
    ><i aria-hidden="true"></i><span>${t(`live.${live.state}`)}</span></span
  >`;

/**
 * @param {{me: any, live: any, here: string, badges: Record<string, number>, ending: string | null, theme: string, base: any, panel: any, act: {language: (l: string) => void, theme: (t: string) => void, palette: () => void, help: () => void, leave: () => void}}} s
 */
export function shell(s) {
  const mine = screens.filter((x) => x.nav && (!x.nav.staff || s.me.staff) && (s.me.participant || x.nav.staff));
  const name = s.me.participant?.name ?? s.me.signatory?.organization ?? s.me.signatory?.name ?? '';
  const link = (/** @type {any} */ x) =>
    html`<a href=${x.path} aria-current=${s.here === x.name ? 'page' : nothing}
      >${icon(x.nav.icon)}<span>${t(x.nav.key)}</span>${
        s.badges[x.name]
          ? html`<b class="num" title=${t(`badge.${x.name}`, { n: s.badges[x.name] })}
              >${fmt.number(s.badges[x.name])}</b
            >`
          : nothing
      }</a
    >`;
  const account = [
    s.me.signatory && {
      label: html`<b>${s.me.signatory.name}</b><small>${t(`role.${s.me.signatory.role}`)}</small>`,
      icon: 'person',
      href: '/settings/organisation',
    },
    ...LANGUAGES.map((l) => ({
      label: LANGUAGE_NAMES[/** @type {'kk'} */ (l)],
      icon: 'globe',
      pressed: l === lang,
      onPick: () => s.act.language(l),
    })),
    { label: t('theme.auto'), icon: 'settings', pressed: s.theme === 'auto', onPick: () => s.act.theme('auto') },
    { label: t('theme.light'), icon: 'sun', pressed: s.theme === 'light', onPick: () => s.act.theme('light') },
    { label: t('theme.dark'), icon: 'moon', pressed: s.theme === 'dark', onPick: () => s.act.theme('dark') },
    { label: t('keys'), icon: 'keyboard', onPick: s.act.help },
    { label: t('verifyPage'), icon: 'shield', href: '/verify' },
    { label: t('signOut'), icon: 'exit', onPick: s.act.leave },
  ];
  return html`<a
      class="skip"
      href="#main"
      @click=${(/** @type {Event} */ e) => {
        e.preventDefault();
        /** @type {HTMLElement | null} */ (document.querySelector('#main [tabindex], #main a, #main button'))?.focus();
      }}
      >${t('toContent')}</a
    >
    <div class="shell ${mine.length > 1 ? '' : 'lone'}">
      <header class="top">
        ${brand()}
        <button type="button" class="finder" @click=${s.act.palette} aria-keyshortcuts="Control+K Meta+K">
          ${icon('search')}<span>${t('finder')}</span><kbd>Ctrl K</kbd>
        </button>
        <span class="gap"></span>${s.me.participant ? pulse(s.live) : nothing}${languages(s.act.language)}
        ${menu({ label: t('account'), icon: 'person', kind: 'quiet account', text: name, items: account })}
      </header>
      ${
        mine.length > 1
          ? html`<nav class="nav" aria-label=${t('menu')}>
              ${mine.map((x, i) => html`${x.nav?.group && i > 0 ? html`<hr />` : nothing}${link(x)}`)}
            </nav>`
          : nothing
      }
      <main id="main" class=${s.panel ? 'open' : ''}>
        <div class="base">
          ${
            s.ending
              ? html`<p class="certnotice" role="status">
                  ${icon('clock')}<span
                    >${t('ending', { date: fmt.date(`${s.ending}T12:00:00+05:00`) })}
                    <a href="/settings/organisation?tab=leave">${t('endingMore')}</a></span
                  >
                </p>`
              : nothing
          }${s.base}
        </div>
        ${s.panel ? html`<div class="side">${s.panel}</div>` : nothing}
      </main>
      ${
        mine.length > 1
          ? html`<nav class="tabbar" aria-label=${t('menu')}>
              ${mine.filter((x) => x.nav?.phone).map(link)}
              ${menu({
                label: t('moreScreens'),
                icon: 'menu',
                kind: 'quiet',
                text: t('moreScreens'),
                items: mine
                  .filter((x) => !x.nav?.phone)
                  .map((x) => ({ label: t(x.nav?.key ?? ''), icon: x.nav?.icon, href: x.path })),
              })}
            </nav>`
          : nothing
      }
    </div>`;
}
