// @ts-check
// Send: files, recipients, details, then one signing for all; the result of each document as it comes. And the same from a table.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, page, skeleton, tabs } from '../parts.js';
import { sheet } from '../sheet.js';
import { blank, dropped, hash, itemOf, plainName } from '../store/picked.js';
import { keepDraft, readDraft, dropDraft } from '../store/draft.js';
import { documentOf, documentsLeft, rowOf, Sender } from '../store/sender.js';
import { filesCard } from './send-files.js';
import { partiesCard, addParty } from './send-parties.js';
import { faultsOf, metadataOf, summary, termsCard } from './send-terms.js';
import { resultView, signAndSend } from './send-result.js';

export const parts = ['send', 'type'];
const EMPTY_TERMS = { type: '', sign: false, order: 'PARALLEL', deadline: '', law: '' };
/**
 * What is being sent goes on while another screen is open, and what waits for its check is heard of there; it is shown again to who comes
 * back while there is something to see. `deaf` ends the hearing. @type {{who: string, work: any, deaf: () => void} | null}
 */
let underWay = null;
function forget() {
  underWay?.deaf();
  underWay = null;
}
const leaving = (/** @type {BeforeUnloadEvent} */ e) => {
  if (underWay?.work.busy) e.preventDefault();
};
const draftId = (/** @type {any} */ ctx) => `send:${ctx.me?.participant?.id}`;

/** @param {any} ctx */
export async function open(ctx) {
  const s = Object.assign(ctx.state, {
    files: [],
    parties: [],
    emails: [],
    terms: { ...EMPTY_TERMS },
    tried: false,
    over: false,
    work: null,
    left: undefined,
    list: null,
    at: '',
  });
  s.seek = { text: '', options: [], at: -1, open: false, note: '' };
  const [draft] = await Promise.all([readDraft(draftId(ctx)), sheet('send'), refreshLeft(ctx)]);
  if (draft) {
    s.files = draft.files.map((/** @type {any} */ f) => ({ ...blank(f.name, f.size), ...f, file: null }));
    Object.assign(s, {
      parties: draft.parties,
      emails: draft.emails ?? [],
      terms: { ...EMPTY_TERMS, ...draft.terms },
      at: draft.at,
    });
  }
  const work = underWay?.who === draftId(ctx) ? underWay.work : null;
  if (work && (work.busy || work.unseen || work.sender.count('pending'))) {
    s.work = work;
    work.unseen = false;
  } else forget();
  if (ctx.query.to) addParty(ctx, ctx.query.to, ctx.query.country).then(() => ctx.setQuery({ to: '', country: '' }));
}

/** @param {any} ctx */
export async function reload(ctx) {
  await refreshLeft(ctx);
  ctx.draw();
}
const refreshLeft = async (/** @type {any} */ ctx) => {
  ctx.state.left = await documentsLeft();
};

/** @param {any} ctx @param {any} e */
export function event(ctx, e) {
  const s = ctx.state,
    type = String(e.type);
  if (/billing\.(tariff-started|tariff-expired|quota)/.test(type)) refreshLeft(ctx).then(ctx.draw);
  if (type === 'kz.centerpro.counterparty.connected') {
    const party = s.parties.find((/** @type {any} */ p) => p.taxId === e.data.taxId && p.country === e.data.country);
    if (party) {
      party.state = 'CONNECTED';
      party.name = e.data.name;
      return true;
    }
  }
  return false;
}

/** Keeps the draft a moment after the last change. @param {any} ctx */
export function changed(ctx) {
  const s = ctx.state;
  ctx.draw();
  clearTimeout(s.keeping);
  s.keeping = setTimeout(() => {
    const files = s.files.map(({ name, size, title, number, date, amount }) => ({
      name,
      size,
      title,
      number,
      date,
      amount,
    }));
    if (!files.length && !s.parties.length && !s.emails.length && !s.terms.type && !s.terms.sign) {
      dropDraft(draftId(ctx));
      s.at = '';
      return;
    }
    s.at = new Date().toISOString();
    keepDraft(draftId(ctx), { files, parties: s.parties, emails: s.emails, terms: s.terms, at: s.at });
  }, 400);
}

/** Adds files; one that a draft only names takes its place. @param {any} ctx @param {File[]} files */
export function addFiles(ctx, files) {
  const s = ctx.state;
  for (const file of files) {
    let item = s.files.find((/** @type {any} */ f) => !f.file && plainName(f.name) === plainName(file.name));
    if (item) Object.assign(item, { file, size: file.size, empty: file.size === 0 });
    else if (
      !s.files.some(
        (/** @type {any} */ f) =>
          f.file && f.name === file.name && f.size === file.size && f.file.lastModified === file.lastModified,
      )
    )
      s.files.push((item = itemOf(file)));
    if (item)
      hash(item, ctx.draw).catch(() => {
        item.file = null;
        changed(ctx);
      });
  }
  changed(ctx);
}

/** @param {any} ctx */
export function clear(ctx) {
  forget();
  Object.assign(ctx.state, {
    files: [],
    parties: [],
    emails: [],
    terms: { ...EMPTY_TERMS },
    tried: false,
    work: null,
    list: null,
  });
  refreshLeft(ctx).then(ctx.draw);
  changed(ctx);
  requestAnimationFrame(() => document.getElementById('files')?.focus());
}

/** @param {any} ctx */
async function send(ctx) {
  const s = ctx.state;
  s.tried = true;
  if (faultsOf(ctx).length || document.querySelector('.send input:invalid')) {
    ctx.draw();
    requestAnimationFrame(() =>
      /** @type {HTMLElement | null} */ (
        document.querySelector('.send [aria-invalid="true"], .send input:invalid, .send .faults a, .send .drop input')
      )?.focus(),
    );
    return;
  }
  const { country, taxId, name } = ctx.me.participant;
  /** A document has a recipient here: for people outside alone it is its sender. */
  const to = s.parties.length ? s.parties : [{ country, taxId, name, state: 'CONNECTED' }];
  const docs = s.files.map((/** @type {any} */ f) => ({
    ...documentOf(f, f.file, to, metadataOf(f, to, s.terms)),
    emails: s.emails,
  }));
  await begin(ctx, docs, () => dropDraft(draftId(ctx)));
}

/** @param {any} ctx @param {any[]} docs @param {() => void} [done] */
export async function begin(ctx, docs, done) {
  const s = ctx.state;
  s.work = { sender: new Sender(docs.map(rowOf), ctx.draw), busy: false, filter: 'all' };
  const work = s.work;
  forget();
  underWay = {
    who: draftId(ctx),
    work,
    deaf: ctx.live.on((/** @type {any} */ e) => {
      if (work.sender.event(e)) ctx.drawCalm();
    }),
  };
  addEventListener('beforeunload', leaving);
  await signAndSend(ctx, work);
  removeEventListener('beforeunload', leaving);
  work.unseen = ctx.closed;
  if (work.sender.count('registered', 'pending')) done?.();
  await refreshLeft(ctx);
  ctx.draw();
}

/** Most send one by one: what reads tables is fetched by those who have one. @type {any} */ let tables;
/** @param {any} ctx */
function fromTable(ctx) {
  if (!tables?.listView) {
    tables ??= import('./send-list.js').then(
      (there) => {
        tables = there;
        ctx.draw();
      },
      (failed) => {
        tables = null;
        ctx.toast(String(failed), 'bad');
      },
    );
    return skeleton(4);
  }
  ctx.state.list ??= tables.listState();
  return tables.listView(ctx, begin);
}

/** @param {any} ctx */
export function view(ctx) {
  const s = ctx.state,
    { t } = ctx;
  if (s.work)
    return resultView(ctx, s.work, {
      again: () => clear(ctx),
      back: () => {
        s.work = null;
        ctx.draw();
      },
    });
  const mode = ctx.query.by === 'list' ? 'list' : 'one';
  const modes = tabs({
    label: t('modes'),
    active: mode,
    items: [
      { id: 'one', label: t('mode.one') },
      { id: 'list', label: t('mode.list') },
    ],
    onPick: (id) => ctx.setQuery({ by: id === 'list' ? 'list' : '' }),
  });
  if (mode === 'list') return page(t('title'), html`${modes}${fromTable(ctx)}`, { lead: t('lead.list'), wide: true });
  const filled = s.files.length > 0 || s.parties.length > 0 || s.emails.length > 0;
  return page(
    t('title'),
    html`${modes}
      <form
        class="send ${s.over ? 'over-drop' : ''}"
        novalidate
        @submit=${(/** @type {Event} */ e) => {
          e.preventDefault();
          send(ctx);
        }}
        @keydown=${(/** @type {KeyboardEvent} */ e) => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
            e.preventDefault();
            send(ctx);
          }
        }}
        @dragover=${(/** @type {DragEvent} */ e) => {
          if (e.dataTransfer?.types.includes('Files')) {
            e.preventDefault();
            if (!s.over) {
              s.over = true;
              ctx.draw();
            }
          }
        }}
        @dragleave=${(/** @type {any} */ e) => {
          if (!e.currentTarget.contains(e.relatedTarget)) {
            s.over = false;
            ctx.draw();
          }
        }}
        @drop=${async (/** @type {DragEvent} */ e) => {
          e.preventDefault();
          s.over = false;
          ctx.draw();
          if (e.dataTransfer) addFiles(ctx, await dropped(e.dataTransfer));
        }}
      >
        <div class="stages">
          ${filesCard(ctx, { add: addFiles, changed })}${partiesCard(ctx, changed)}${termsCard(ctx, changed)}
        </div>
        ${summary(ctx, () => send(ctx))}
      </form>`,
    {
      lead: t('lead'),
      wide: true,
      actions: filled
        ? html`<span class="fine">${s.at ? t('draftKept', { time: ctx.fmt.time(s.at) }) : nothing}</span
            >${button(t('clear'), () => clear(ctx), { kind: 'quiet', icon: 'trash', small: true })}`
        : nothing,
    },
  );
}
