// @ts-check
// From a table: a row for each document, a folder with the files; every fault is shown before anything is sent.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { button, empty, problemBox, tag } from '../parts.js';
import { hand } from '../save.js';
import { decode } from '../store/csv.js';
import { dropped } from '../store/picked.js';
import { COLUMNS, ROWS_MAX, judge, readTable, sample } from '../store/bulk.js';
import { nameOf, whole } from '../store/parties.js';
import { documentOf } from '../store/sender.js';
import { amountOf, metadataOf, tariffLine } from './send-terms.js';
import { step } from './send-files.js';

export const listState = () => ({
  /** @type {any[]} */ lines: [],
  /** @type {File[]} */ files: [],
  table: '',
  only: 'all',
  most: 100,
  known: /** @type {Map<string, any> | null} */ (null),
  problem: null,
});

/** @param {any} ctx @param {File[]} files @param {File} [given] the table; of files that were dropped the first that looks like one, while there is none */
async function take(ctx, files, given) {
  const l = ctx.state.list;
  const table = given ?? (l.table ? undefined : files.find((f) => /\.(csv|tsv)$/i.test(f.name)));
  l.files = [...l.files, ...files.filter((f) => f !== table)];
  l.problem = null;
  try {
    if (table) {
      if (table.size > 4 * 1024 * 1024) throw { title: ctx.t('tableTooLarge') };
      l.lines = readTable(decode(await table.arrayBuffer()));
      l.table = table.name;
      if (l.lines.length > ROWS_MAX) {
        l.lines = [];
        throw { title: ctx.t('tooManyRows', { n: ROWS_MAX }) };
      }
    }
    l.known ??= await whole();
  } catch (failed) {
    l.problem = failed;
    l.known ??= new Map();
  }
  judge(l.lines, l.files, l.known, amountOf);
  ctx.draw();
}

const save = () => hand(new Blob([sample()], { type: 'text/csv' }), 'center-pro.csv');

/** @param {any} ctx @param {any} line */
const row = (ctx, line) =>
  html`<tr class=${line.faults.length ? 'wrongrow' : ''}>
    <td class="num" data-label=${ctx.t('l.line')}>${line.line}</td>
    <td data-label=${ctx.t('l.party')}>
      ${
        line.to.length
          ? line.to.map(
              (/** @type {any} */ p) =>
                html`<div class="who">
                  <b>${nameOf(p)}</b>${p.name || p.alias ? html`<small class="num">${p.taxId}</small>` : nothing}
                </div>`,
            )
          : '—'
      }
    </td>
    <td data-label=${ctx.t('l.file')}>
      <span>${line.title || '—'}</span
      ><small>${line.name}${line.file ? ` · ${ctx.fmt.bytes(line.file.size)}` : ''}</small>
    </td>
    <td data-label=${ctx.t('f.number')}>${line.number}</td>
    <td class="num" data-label=${ctx.t('f.date')}>
      ${/^\d{4}-/.test(line.date) ? line.date.split('-').reverse().join('.') : line.date}
    </td>
    <td class="end" data-label=${ctx.t('f.amount')}>
      ${amountOf(line.amount) ? ctx.fmt.money(amountOf(line.amount)) : line.amount}
    </td>
    <td class="wide" data-label=${ctx.t('l.state')}>
      ${
        line.faults.length
          ? html`<ul class="faults">
              ${line.faults.map((/** @type {string} */ f) => html`<li>${ctx.t(`l.${f}`)}</li>`)}
            </ul>`
          : line.notes.length
            ? line.notes.map((/** @type {string} */ n) => tag('wait', 'alert', ctx.t(`l.${n}`)))
            : tag('good', 'tick', ctx.t('l.fine'))
      }${line.sign && !line.faults.length ? html` ${tag('info', 'sign', ctx.t('l.sign'))}` : nothing}
    </td>
  </tr>`;

/** @param {any} ctx @param {(ctx: any, docs: any[]) => Promise<void>} begin */
export function listView(ctx, begin) {
  const s = ctx.state,
    { t, fmt } = ctx,
    l = s.list;
  const good = l.lines.filter((/** @type {any} */ line) => !line.faults.length),
    wrong = l.lines.length - good.length;
  const shown = l.only === 'wrong' ? l.lines.filter((/** @type {any} */ line) => line.faults.length) : l.lines;
  const go = () =>
    begin(
      ctx,
      good.map((/** @type {any} */ line) =>
        documentOf(
          line,
          line.file,
          line.to,
          metadataOf({ ...line, file: line.file }, line.to, { type: '', sign: line.sign, order: 'PARALLEL' }),
        ),
      ),
    );
  const input = (/** @type {string} */ id, /** @type {any} */ more) =>
    html`<input
      type="file"
      id=${id}
      class="unseen"
      ?multiple=${id !== 'table'}
      accept=${more.accept ?? nothing}
      ?webkitdirectory=${more.folder}
      @change=${(/** @type {any} */ e) => {
        const files = [...e.target.files];
        take(ctx, id === 'table' ? [] : files, id === 'table' ? files[0] : undefined);
        e.target.value = '';
      }}
    />`;
  return html`<div
    class="send bulk ${s.over ? 'over-drop' : ''}"
    @dragover=${(/** @type {DragEvent} */ e) => {
      e.preventDefault();
      if (!s.over) {
        s.over = true;
        ctx.draw();
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
      if (e.dataTransfer) take(ctx, await dropped(e.dataTransfer));
    }}
    @keydown=${(/** @type {KeyboardEvent} */ e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && good.length && !wrong) {
        e.preventDefault();
        go();
      }
    }}
  >
    <div class="stages">
      ${step(
        1,
        t('tableStep'),
        html`<div class="two three">
            <label class="drop ${l.table ? 'small' : ''}"
              >${input('table', { accept: '.csv,.txt,.tsv,text/csv' })}${icon('file')}<span
                ><b>${l.table || t('chooseTable')}</b
                ><small>${l.table ? t('rowsRead', { n: l.lines.length }) : t('tableHint')}</small></span
              ></label
            >
            <label class="drop small"
              >${input('folder', { folder: true })}${icon('upload')}<span
                ><b>${t('chooseFolder')}</b
                ><small>${l.files.length ? t('filesTaken', { n: l.files.length }) : t('folderHint')}</small></span
              ></label
            >
            <label class="drop small"
              >${input('more', {})}${icon('plus')}<span
                ><b>${t('chooseFiles')}</b><small>${t('dropHint')}</small></span
              ></label
            >
          </div>
          <p class="fine">
            ${t('columns')} <code>${Object.keys(COLUMNS).join('; ')}</code>
            <button class="link" type="button" @click=${save}>${t('sampleTable')}</button>
          </p>
          ${problemBox(l.problem)}`,
      )}
      ${step(
        2,
        t('tableCheck'),
        l.lines.length
          ? html`<div class="tablewrap" tabindex="0" role="region" aria-label=${t('tableCheck')}>
                <table class="table">
                  <caption class="unseen">
                    ${t('tableCheck')}
                  </caption>
                  <thead>
                    <tr>
                      <th scope="col">${t('l.line')}</th>
                      <th scope="col">${t('l.party')}</th>
                      <th scope="col">${t('l.file')}</th>
                      <th scope="col">${t('f.number')}</th>
                      <th scope="col">${t('f.date')}</th>
                      <th scope="col" class="end">${t('f.amount')}</th>
                      <th scope="col">${t('l.state')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${shown.slice(0, l.most).map((/** @type {any} */ line) => row(ctx, line))}
                  </tbody>
                </table>
              </div>
              ${
                shown.length > l.most
                  ? html`<div class="pager">
                      ${button(t('more'), () => {
                        l.most += 300;
                        ctx.draw();
                      })}
                    </div>`
                  : nothing
              }`
          : empty({ icon: 'file', title: t('noTable'), text: t('noTableHint') }),
        wrong
          ? button(
              t('onlyWrong', { n: wrong }),
              () => {
                l.only = l.only === 'wrong' ? 'all' : 'wrong';
                ctx.draw();
              },
              { small: true, kind: 'quiet', icon: 'filter', pressed: l.only === 'wrong' },
            )
          : nothing,
      )}
    </div>
    <aside class="card summary" aria-label=${t('check')}>
      <h2><span class="no" aria-hidden="true">3</span>${t('check')}</h2>
      <dl class="sums">
        <div>
          <dt>${t('l.good')}</dt>
          <dd class="num">${fmt.number(good.length)}</dd>
        </div>
        <div>
          <dt>${t('l.wrong')}</dt>
          <dd class="num">${fmt.number(wrong)}</dd>
        </div>
      </dl>
      ${tariffLine(ctx, good.length)}
      ${wrong ? html`<p class="note wait">${icon('alert')}<span>${t('wrongStay')}</span></p>` : nothing}
      ${button(t('signAndSendN', { n: good.length }), go, {
        kind: 'main',
        icon: 'sign',
        why: good.length ? undefined : t('nothingGood'),
        key: 'Control+Enter Meta+Enter',
      })}
      <p class="fine hint">${t('oneSigning')}</p>
    </aside>
  </div>`;
}
