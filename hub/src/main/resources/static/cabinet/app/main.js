// @ts-check
// The cabinet: who is signed in, which screen the address means, when to draw.
import { html, nothing, render } from '../vendor/lit-html.js';
import { Problem, api, onSignedOut } from './door.js';
import { Frame } from './frame.js';
import { firstLanguage, need, speak, t } from './i18n.js';
import { choose, forget, settle } from './language.js';
import { goLive, live, ready, stopLive, wakeLive } from './live.js';
import { problemBox } from './parts.js';
import { toast } from './toast.js';
import { brand, languages, shell } from './shell.js';
import { go, placeOf, watch } from './router.js';
import { listenKeys } from './keys.js';
import { watchBadges } from './store/badges.js';
import { enter, recognise, renew, signOut, who } from './session.js';

const app = /** @type {HTMLElement} */ (document.getElementById('app'));
/** @type {Frame | null} */ let base = null;
/** @type {Frame | null} */ let panel = null;
/** @type {any} */ let startProblem = null;
/** @type {Record<string, number>} */ const badges = {};
/** @type {string | null} */ let ending = null; // the day on which the agreement ends
let theme = localStorage.getItem('theme') ?? 'auto';
let focusNext = false;

// ---------- drawing: an act of the person with the next frame, events at most eight times a second
let planned = false;
function draw() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    paint();
  });
}
let calm = 0,
  painted = 0;
function drawCalm() {
  calm ||= window.setTimeout(
    () => {
      calm = 0;
      draw();
    },
    Math.max(0, painted + 125 - performance.now()),
  );
}

function paint() {
  painted = performance.now();
  const top = panel ?? base,
    me = who();
  document.title = top && !top.place.screen.open ? `${top.title()} · Center Pro` : 'Center Pro';
  if (!top)
    return render(
      startProblem
        ? html`<div class="alone">${brand()}${problemBox(startProblem, { retry: () => location.reload() })}</div>`
        : nothing,
      app,
    );
  if (top.place.screen.open || top.place.screen.joining || !me) {
    render(
      html`<div class="alone">
        <header>${brand()}<span class="gap"></span>${languages(language)}</header>
        <main id="main">${top.view()}</main>
      </div>`,
      app,
    );
  } else {
    render(
      shell({
        me,
        live,
        here: base?.place.screen.name ?? '',
        badges,
        ending,
        theme,
        base: base?.view() ?? nothing,
        panel: panel?.view(),
        act: { language, theme: setTheme, palette: () => keyboard.palette(), help: () => keyboard.help(), leave },
      }),
      app,
    );
  }
  if (focusNext && top.phase !== 'loading') {
    focusNext = false;
    /** @type {HTMLElement | null} */ (
      panel
        ? app.querySelector('.side h1[tabindex], .side h2[tabindex]')
        : (app.querySelector('main [data-first]') ?? app.querySelector('main h1[tabindex]'))
    )?.focus({ preventScroll: true });
  }
}

// ---------- where to be
const tools = {
  draw,
  drawCalm,
  behind: (/** @type {string} */ path) => {
    if (base?.given && base.place.path !== path) behind(path);
  },
  closePanel: () => closePanel(),
  me: who,
  live,
  ready: () => ready,
  badge: (/** @type {string} */ name, /** @type {number} */ n) => {
    if (badges[name] !== n) {
      badges[name] = n;
      drawCalm();
    }
  },
};
const frameOf = (/** @type {any} */ place, more = {}) => {
  const f = new Frame(place, { ...tools, ...more });
  f.open();
  return f;
};

function follow() {
  const place = location.pathname === '/' ? null : placeOf(location.href);
  const me = who();
  if (!me && !place?.screen.open)
    return go(
      `/sign-in${location.pathname === '/' ? '' : `?to=${encodeURIComponent(location.pathname + location.search)}`}`,
      { replace: true },
    );
  if (me && !me.staff && !me.active && !place?.screen.joining) return go('/join', { replace: true });
  if (!place) return go(me?.participant ? '/in' : '/admin', { replace: true });
  if (place.screen.open && me) return go(inside(place.query.to), { replace: true });
  document.querySelectorAll('details.menu[open]').forEach((d) => d.removeAttribute('open'));
  if (place.screen.panel) {
    if (!base || base.place.screen.open || base.place.screen.joining) {
      behind('/in');
    }
    if (panel?.place.path !== place.path) {
      panel?.close();
      panel = frameOf(place);
      focusNext = true;
    }
  } else {
    const closing = panel !== null;
    panel?.close();
    panel = null;
    if (base && base.place.path === place.path) {
      if (base.url !== location.pathname + location.search) base.requery(place.query);
      else if (closing) focusNext = true;
    } else {
      focusNext = base !== null;
      base?.close();
      base = frameOf(place, { entered });
    }
  }
  draw();
}
/** The list that stands behind a document that was opened by its address. @param {string} path */
function behind(path) {
  base?.close();
  base = frameOf(placeOf(path));
  base.given = true;
}
/** Leaves the panel for the list behind it. */
const closePanel = () => go(base?.url ?? '/in');

/** After a sign-in on its own page. @param {any} answer of the token door */
function entered(answer) {
  enter(answer);
  start();
  go(inside(base?.ctx.query.to), { replace: true });
}
/** A screen of the cabinet and nothing else, whatever an address says. @param {string} [to] */
function inside(to = '') {
  return /^\/(?![/\\])/.test(to) && placeOf(to)?.screen.open === undefined ? to : '/';
}

/** The session ended under a screen: sign-in comes over it, everything typed stays. @type {Promise<boolean> | null} */
let again = null;
let declined = false; // closed without a sign-in: the next act of the person asks again, the stream does not
const signedOut = () =>
  (again ??= (async () => {
    try {
      if (!who()) return false;
      if (await renew()) return true;
      const before = who()?.participant?.id;
      const place = placeOf('/sign-in');
      /** @type {Frame | null} */ let over = null;
      const answer = await (
        await import('./dialog.js')
      ).ask((d) => {
        over ??= frameOf(place, { draw: d.draw, overlay: true, entered: d.close });
        return html`<div class="over">
          <h2 class="unseen">${t('signInAgain')}</h2>
          ${over.view()}
        </div>`;
      });
      /** @type {any} */ (over)?.close();
      declined = !answer;
      if (!answer) return false;
      if (enter(answer).participant?.id !== before) {
        location.assign('/');
        return false;
      }
      if (live.state === 'signed-out') wakeLive();
      return true;
    } finally {
      again = null;
    }
  })());
onSignedOut(signedOut);

async function leave() {
  stopLive();
  forget();
  await signOut();
  location.assign('/sign-in');
}

// ---------- events
/** @type {(() => void) | undefined} */ let stopBadges;
/** @type {(() => void) | undefined} */ let stopEnding;
function start() {
  if (who())
    settle().then((changed) => {
      if (changed) spoken();
    });
  if (!who()?.participant) return;
  import('./store/activity.js').then(
    ({ remembered }) => remembered(),
    () => {
      /* the feed begins when it is opened */
    },
  );
  import('./store/agreement.js').then(
    ({ watchEnd }) => {
      stopEnding?.();
      stopEnding = watchEnd(api, live, (day) => {
        if (ending !== day) {
          ending = day;
          drawCalm();
        }
      });
    },
    () => {
      /* the organisation's screen tells it too */
    },
  );
  stopBadges?.();
  stopBadges = watchBadges(api, live, tools.badge);
  goLive({
    onEvents: (events) => {
      let any = false;
      for (const e of events) for (const f of [base, panel]) if (f?.event(e)) any = true;
      if (any) drawCalm();
    },
    onState: () => {
      drawCalm();
      if (live.state === 'live') newer();
    },
    onGone: () => {
      for (const f of [base, panel]) f?.reload();
    },
    renew: async () => !declined && signedOut(),
  });
}

/** Another build is there: it is offered, never taken by itself in the middle of a signing. */
const mine = /\/cabinet\/([^/]+)\//.exec(import.meta.url)?.[1];
let offered = false;
async function newer() {
  const there = await api.get('/cabinet/build', { quiet: true }).catch(() => null);
  if (offered || !there || there.build === mine) return;
  offered = true;
  toast(t('newBuild'), 'plain', { label: t('update'), run: () => location.reload() });
}
setInterval(newer, 30 * 60_000);

// ---------- language and theme
async function language(/** @type {string} */ l) {
  await choose(l);
  spoken();
}
async function spoken() {
  draw();
  (await import('./dialog.js')).redrawDialogs();
}
function setTheme(/** @type {string} */ to) {
  theme = to;
  localStorage.setItem('theme', to);
  dress();
  draw();
}
function dress() {
  if (theme === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme;
}

// A refusal that no screen shows is told all the same.
addEventListener('unhandledrejection', (e) => {
  if (e.reason instanceof Problem) {
    e.preventDefault();
    toast(e.reason.title, 'bad');
  }
});
const keyboard = listenKeys({ frames: () => [panel, base], closePanel, language, theme: setTheme, draw });
dress();
await speak(firstLanguage());
await need([]);
try {
  await recognise();
} catch (failed) {
  startProblem = failed instanceof Problem ? failed : { title: t('screenFailed'), detail: String(failed) };
}
if (startProblem) draw();
else {
  watch(follow);
  start();
  follow();
  setTimeout(() => import('./palette.js').catch(() => {}), 3000);
}
