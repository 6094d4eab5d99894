// @ts-check
// What is chosen in a list and the bar for it: all that the filter finds can be chosen, also what has not been looked at yet.
import { html, nothing } from '../../vendor/lit-html.js';
import { needsSign } from '../store/documents.js';
import { download, downloadAll, zipsOf } from '../store/files.js';
import { button } from '../parts.js';
import { say, toast } from '../toast.js';
import { totalOf } from './filters.js';

/** More are not chosen at a time: a person answers for each. */
const MOST = 2000;
const AT_ONCE = 4;

/** A letter acts on what is chosen, and waits for it while it is still being chosen. @param {any} s the shelf of a list @param {string} letter @param {any} row where no one is chosen */
export async function press(s, letter, row) {
  if (s.work && !(await s.work.choosing)) return;
  const docs = s.chosen.size ? [...s.chosen.values()] : row ? [row] : [];
  if (letter === 's') sign(s, docs);
  else files(s, docs);
}

/** @param {any} s @param {any[]} docs */
async function sign(s, docs) {
  (await import('./bulk.js')).bulkSign(s.ctx, docs, (/** @type {string} */ n) => s.chosen.delete(n));
}

/** @param {any} s @param {any[]} docs */
async function files(s, docs) {
  const zips = zipsOf(docs);
  if (docs.length)
    try {
      if (zips > 1) toast(s.ctx.t('zips', { n: zips }));
      await (docs.length > 1 ? downloadAll(s.ctx.api, docs) : download(s.ctx.api, docs[0]));
    } catch (refused) {
      toast(/** @type {any} */ (refused).title, 'bad');
    }
}

/**
 * Chooses all that the filter finds, the newest first; what comes meanwhile stays out. The rest is asked for by pages.
 * @param {any} s
 */
export function chooseAll(s) {
  const { list, chosen, ctx } = s;
  if (s.work || !list.loaded || list.length(s.limit) === 0) return;
  s.limit = Math.min(s.limit, list.newest);
  const take = (/** @type {any[]} */ docs) => {
    for (const d of docs) if (chosen.size < MOST) chosen.set(d.number, d);
    return chosen.size < MOST;
  };
  const there = list.together(s.limit);
  const whole = () => {
    s.all = { filter: list.filter, size: chosen.size };
    say(chosenWords(s));
    return true;
  };
  if (!take(there.docs) || there.whole) return void whole();
  const filter = list.filter,
    work = (s.work = { key: 'choosing', n: chosen.size, of: ofAll(s), choosing: Promise.resolve(false) });
  const on = () => s.work === work && list.filter === filter;
  say(workWords(ctx, work));
  work.choosing = (async () => {
    let all = false;
    try {
      all = await list.every(s.limit, there.docs.at(-1)?.pos, (/** @type {any[]} */ docs) => {
        const more = on() && take(docs);
        work.n = chosen.size;
        s.ctx.draw();
        return more;
      });
    } catch (failed) {
      toast(/** @type {any} */ (failed).title ?? String(failed), 'bad');
    }
    all = on() && (all || chosen.size >= MOST);
    if (all) whole();
    if (s.work === work) s.work = null;
    s.ctx.draw();
    return all;
  })();
}

/** Tells each sender that what is chosen has been read. @param {any} s */
async function markRead(s) {
  const docs = [...s.chosen.values()].filter((d) => /^(DELIVERED|RECEIVED)$/.test(d.status)),
    work = (s.work = { key: 'marking', n: 0, of: docs.length }),
    rest = [...docs];
  s.ctx.draw();
  const one = async () => {
    for (let d = rest.shift(); d && s.work === work; d = rest.shift())
      try {
        s.list.put(await s.ctx.api.post(`/v1/documents/${d.number}/receipts`, { kind: 'READ' }));
        work.n++;
      } catch (refused) {
        if (s.work === work) toast(/** @type {any} */ (refused).title, 'bad');
        s.work = null;
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  if (s.work === work) s.none();
  s.ctx.draw();
  if (work.n || !docs.length) toast(s.ctx.t('marked', { n: work.n }), 'good');
}

/** How many there are to choose at most, where that is known. @param {any} s @returns {number | undefined} */
function ofAll({ list, limit }) {
  const all = !list.filtered || list.ended ? list.length(limit) : totalOf(list);
  return all === undefined ? undefined : Math.min(all, MOST);
}
/** @param {any} s @returns {string} */
const chosenWords = ({ ctx, chosen }) => ctx.t(chosen.size < MOST ? 'chosen' : 'chosenMost', { n: chosen.size });

/** @param {any} ctx @param {any} work @returns {string} */
const workWords = ({ t }, work) => t(work.of === undefined ? `${work.key}Some` : work.key, work);

/** @param {any} s @param {any} ctx */
export function bar(s, ctx) {
  const { t } = ctx,
    { chosen, win, work, list } = s,
    of = ofAll(s);
  const back = () => {
    ctx.draw();
    win.focus();
  };
  if (work)
    return html`<div class="bar" role="toolbar" aria-label=${t('withChosen')}>
      <span class="num">${workWords(ctx, work)}</span>${button(
        t('stop'),
        () => {
          s.work = null;
          back();
        },
        { icon: 'pause' },
      )}
    </div>`;
  const more =
    chosen.size < MOST &&
    !(s.all?.filter === list.filter && chosen.size >= s.all.size) &&
    (of === undefined || chosen.size < of);
  const docs = [...chosen.values()];
  return html`<div class="bar" role="toolbar" aria-label=${t('withChosen')}>
    <span class="num">${chosenWords(s)}</span>
    ${
      more
        ? button(
            of === undefined ? t('chooseAll') : t(of < MOST ? 'chooseAllN' : 'chooseNewest', { n: of }),
            () => {
              chooseAll(s);
              back();
            },
            { id: 'choose-all', kind: 'quiet', key: 'Control+A' },
          )
        : nothing
    }${
      s.box === 'in'
        ? button(t('signN', { n: docs.filter(needsSign).length }), () => sign(s, docs), {
            kind: 'main',
            icon: 'sign',
            why: docs.some(needsSign) ? undefined : t('noneToSign'),
          })
        : nothing
    }
    ${button(t('download'), () => files(s, docs), { icon: 'download', kind: 'quiet' })}${
      s.box === 'in' ? button(t('markRead'), () => markRead(s), { icon: 'eye', kind: 'quiet' }) : nothing
    }
    ${button(
      t('clear'),
      () => {
        s.none();
        back();
      },
      { icon: 'close', kind: 'quiet', only: true },
    )}
  </div>`;
}
