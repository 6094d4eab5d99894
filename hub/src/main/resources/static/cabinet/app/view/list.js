// @ts-check
// Inbox and sent: one screen for both. What is chosen, where the list stands and what it knows outlive the screen.
import { html, nothing } from '../../vendor/lit-html.js';
import { DocumentList, NO_FILTER, needsSign } from '../store/documents.js';
import { badge, button, empty, linkButton, problemBox, tag } from '../parts.js';
import { onUnderway, underway } from '../store/underway.js';
import { icon } from '../icons.js';
import { keyOf } from '../letters.js';
import { say } from '../toast.js';
import { head } from './filters.js';
import { Window } from './rows.js';

const OLD = 72 * 3600_000; // agreement, 7.1.7
const TOLD = 10_000;
/** How long a row shows that it has just changed. */ const FRESH = 1600;
/** @type {Record<string, any>} what each list has at this moment */ const shelves = {};

/** The document before or after this one in the list where it was opened. @param {string} number @param {1 | -1} by */
export function neighbour(number, by) {
  for (const { list, win, limit } of Object.values(shelves)) {
    const i = [...Array(win.last - win.first + 200).keys()]
      .map((k) => Math.max(0, win.first - 100) + k)
      .find((k) => list.at(k, limit)?.number === number);
    if (i === undefined) continue;
    const next = list.at(i + by, limit);
    if (next) {
      win.active = i + by;
      win.reveal(list.length(limit));
    }
    return next?.number ?? null;
  }
  return null;
}
/** What is done with rows; fetched with the first one that is chosen. @type {typeof import('./chosen.js') | undefined} */ let deeds;
/** @param {any} s @param {(deeds: typeof import('./chosen.js')) => void} act */
async function withDeeds(s, act) {
  act((deeds ??= await import('./chosen.js')));
  s.ctx.draw();
}
/** What another screen has learnt of a document. @param {any} d */
export const learnt = (d) => Object.values(shelves).forEach(({ list }) => list.put(d));

/** @param {Record<string, string>} q of the address @returns {import('../store/documents.js').Filter} */
const filterOf = (q) => ({
  status: q.status ?? '',
  q: q.q ?? '',
  party: q.party ?? '',
  type: q.type ?? '',
  from: q.from ?? '',
  to: q.to ?? '',
});
const waits = (/** @type {any} */ d) =>
  /^(AWAITING_CONNECTION|REGISTERED|PARTLY_DELIVERED|COMPLETED|DELIVERED|RECEIVED)$/.test(d.status) &&
  Date.now() - Date.parse(d.registeredAt) > OLD;

/** @param {'in' | 'out'} box */
export function documents(box) {
  const shelf = () => shelves[box];

  /** @param {any} ctx */
  async function open(ctx) {
    const me = ctx.me.participant.id;
    if (shelf()?.me !== me) shelves[box] = { me, box, chosen: new Map(), limit: Infinity, told: 0 };
    const s = shelf();
    s.ctx = ctx;
    s.none ??= () => {
      s.chosen.clear();
      s.all = s.work = null;
    };
    s.list ??= new DocumentList(ctx.api, box, (calm) => {
      if (box === 'in' && s.list.counters) s.ctx.badge('in', s.list.counters.toSign);
      if (calm) s.ctx.drawCalm();
      else s.ctx.draw();
    });
    s.win ??= new Window(
      () => s.ctx.draw(),
      (e, row) => letter(s, e, row),
    );
    s.deaf ??= onUnderway((number, ended) => {
      if (ended && s.list.known.has(number)) {
        s.list.stale.add(number);
        s.list.renew();
      }
      s.ctx.draw();
    });
    s.timer ??= setInterval(() => {
      const n = s.list.newest;
      if (s.told && n > s.told && document.visibilityState === 'visible') say(ctx.t('fresh', { n: n - s.told }));
      s.told = n;
    }, TOLD);
    await s.list.open(filterOf(ctx.query));
  }

  /** @param {any} s @param {KeyboardEvent} e @param {any} row */
  function letter(s, e, row) {
    if (e.ctrlKey || e.metaKey || e.altKey) return false;
    const pressed = keyOf(e);
    if (/^[sd]$/.test(pressed)) withDeeds(s, (deeds) => deeds.press(s, pressed, row));
    else if (pressed === '/') document.getElementById('search')?.focus();
    else return false;
    return true;
  }

  /** Classes of a row. @param {any} d */
  function looks(d) {
    const unread = box === 'in' && /^(DELIVERED|RECEIVED)$/.test(d.status),
      fresh = Date.now() - (d.changed ?? 0) < FRESH;
    return `${needsSign(d) ? 'needs' : ''} ${unread ? 'unread' : ''} ${fresh ? 'fresh' : ''}`;
  }

  /** @param {any} ctx */
  function view(ctx) {
    const { t, fmt } = ctx,
      s = shelf(),
      { list, win, chosen } = s;
    const busy = win.scrolled || chosen.size > 0 || win.inHand || win.active > 0;
    if (!busy) s.limit = Infinity;
    else if (s.limit === Infinity && list.loaded) s.limit = list.newest;
    const count = list.length(s.limit),
      fresh = list.fresh(s.limit),
      more = list.filtered && !list.ended && list.found.length > 0 ? 3 : 0;
    const at = (/** @type {number} */ i) => list.at(i, s.limit);
    const set = (/** @type {any} */ change) => {
      win.toTop();
      s.limit = Infinity;
      ctx.setQuery(change);
      list.look(filterOf(ctx.query));
    };
    if (chosen.size && !deeds) withDeeds(s, () => {});
    queueMicrotask(() => {
      win.place(count + more);
      if (list.loaded) list.need(win.first, win.last, s.limit);
    });
    return html`<div class="list">
      ${head(ctx, list, box, set)}
      ${
        fresh > 0 && list.loaded
          ? html`<button
              class="pill"
              @click=${() => {
                s.none();
                s.limit = Infinity;
                win.toTop();
                win.touched = 0;
                ctx.draw();
                win.focus();
              }}
            >
              ${icon('up')}${t('fresh', { n: fresh })}
            </button>`
          : nothing
      }
      ${
        list.problem
          ? html`<div class="strip" role="status">
              ${
                list.loaded
                  ? html`${icon('alert')}${t('notLoaded')}`
                  : problemBox(list.problem, { retry: () => list.look(list.filter) })
              }
            </div>`
          : nothing
      }
      ${
        list.loaded && count === 0
          ? nobody(ctx, list, set)
          : win.view({
              count: list.loaded ? count + more : 12,
              at,
              id: (d) => d.number,
              label: t(`title.${box}`),
              busy: !list.loaded,
              chosen,
              all: () => withDeeds(s, (deeds) => deeds.chooseAll(s)),
              none: s.none,
              shown: /^\/d\/(\d+)/.exec(location.pathname)?.[1],
              cls: looks,
              open: (d) => ctx.go(`/d/${d.number}`),
              cells: (d) => cells(ctx, d),
            })
      }
      ${chosen.size ? (deeds?.bar(s, ctx) ?? nothing) : nothing}
    </div>`;

    /** @param {any} c @param {any} d */
    function cells({ t }, d) {
      const legs = d.legs ?? [],
        there = legs.filter(
          (/** @type {any} */ l) =>
            l.receivedAt || !/^(AWAITING_CONNECTION|QUEUED|DELIVERED|UNDELIVERABLE|WITHDRAWN)$/.test(l.state),
        ).length;
      const who =
        box === 'in'
          ? d.sender.name
          : legs.length
            ? legs[0].recipient.name + (legs.length > 1 ? ` +${legs.length - 1}` : '')
            : d.sender.name;
      return html`<span class="pick" role="gridcell"><span class="tick">${icon('tick')}</span></span>
        <span class="who" role="gridcell">${who}</span>
        <span class="title" role="gridcell"
          ><span>${d.title}</span><small class="num">${fmt.number20(d.number)}</small></span
        >
        <span class="extra" role="gridcell"
          >${d.details?.amount ? html`<span class="sum num">${fmt.money(d.details.amount)}</span>` : nothing}${
            waits(d)
              ? html`<span class="age" title=${t('old')}
                  >${icon('clock')}${t('days', {
                    n: Math.floor((Date.now() - Date.parse(d.registeredAt)) / 86_400_000),
                  })}</span
                >`
              : nothing
          }${
            legs.length > 1 ? html`<small class="num">${t('legs', { n: there, of: legs.length })}</small>` : nothing
          }</span
        >
        <span class="state" role="gridcell"
          >${badge(
            needsSign(d)
              ? 'TO_SIGN'
              : legs.length === 1 && /^(PARTLY_DELIVERED|COMPLETED)$/.test(d.status)
                ? legs[0].state
                : d.status,
          )}${underway(d.number) ? tag('info', 'send', t('sending')) : nothing}</span
        >
        <time class="num" role="gridcell" datetime=${d.registeredAt} title=${fmt.moment(d.registeredAt)}
          >${fmt.day(d.registeredAt)}</time
        >`;
    }
  }

  /** @param {any} ctx @param {DocumentList} list @param {(c: any) => void} set */
  function nobody(ctx, list, set) {
    const { t, fmt, me } = ctx,
      p = me.participant;
    return list.filtered
      ? empty({
          icon: 'search',
          title: t('nothingFound'),
          text: t('nothingFoundText'),
          action: button(t('clearFilters'), () => set(NO_FILTER), { icon: 'close' }),
        })
      : empty({
          icon: box === 'in' ? 'inbox' : 'send',
          title: t(`empty.${box}`),
          text: t(`emptyText.${box}`, { id: fmt.taxId(p.taxId, p.country, p.kind !== 'LEGAL_ENTITY') }),
          action:
            box === 'in'
              ? linkButton(t('invite'), '/parties', { icon: 'parties' })
              : linkButton(t('nav.send'), '/send', { kind: 'main', icon: 'send' }),
        });
  }

  return {
    parts: ['list'],
    open,
    view,
    event: (/** @type {any} */ ctx, /** @type {any} */ e) => shelf().list.apply(e),
    reload: () => shelf().list.reload(),
    query: (/** @type {any} */ ctx) => {
      shelf().limit = Infinity;
      shelf().list.look(filterOf(ctx.query));
    },
    title: (/** @type {any} */ ctx) => ctx.t(`title.${box}`),
    keys: { '/': () => document.getElementById('search')?.focus() },
  };
}
