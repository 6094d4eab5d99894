// @ts-check
import { html, nothing } from '../../vendor/lit-html.js';
import { repeat } from '../../vendor/directives/repeat.js';
import { icon } from '../icons.js';
import { when } from '../fields.js';
import { button } from '../parts.js';

/** A numbered step. @param {number} n @param {any} title @param {any} body @param {any} [aside] */
export const step = (n, title, body, aside = nothing) =>
  html`<section class="card step">
    <header>
      <h2><span class="no" aria-hidden="true">${n}</span>${title}</h2>
      ${aside}
    </header>
    ${body}
  </section>`;

/** The state of a file's reading, in words. @param {any} ctx @param {any} f */
const readState = (ctx, f) => {
  const { t } = ctx;
  if (!f.file) return html`<span class="bad">${icon('alert')}${t('chooseAgain')}</span>`;
  if (f.empty) return html`<span class="bad">${icon('alert')}${t('emptyFile')}</span>`;
  if (f.sha256)
    return html`<span class="good" title="SHA-256 ${f.sha256}"
      >${icon('tick')}${t('hashed')} <code>${f.sha256.slice(0, 8)}…${f.sha256.slice(-4)}</code></span
    >`;
  if (f.read > 0 && f.read < 1)
    return html`<progress max="1" .value=${f.read} aria-label=${t('reading')}></progress
      ><span class="num">${Math.floor(f.read * 100)} %</span>`;
  return html`<span>${t('hashByHub')}</span>`;
};

/** The one line of details that each document has for itself. @param {any} ctx @param {any} f @param {(ctx: any) => void} changed */
const details = (ctx, f, changed) => {
  const { t } = ctx,
    put = (/** @type {string} */ key) => (/** @type {any} */ e) => {
      f[key] = e.target.value;
      changed(ctx);
    };
  const wrong = ctx.state.tried && f.amount && !/^\d{1,15}([.,]\d{1,2})?$/.test(f.amount.replace(/\s/g, ''));
  return html`<div class="filedetails">
    <label class="wide"
      ><span>${t('f.title')}</span
      ><input
        .value=${f.title}
        maxlength="500"
        aria-invalid=${ctx.state.tried && !f.title.trim() ? 'true' : nothing}
        @input=${put('title')}
    /></label>
    <label
      ><span>${t('f.number')}</span
      ><input .value=${f.number} maxlength="100" autocomplete="off" @input=${put('number')}
    /></label>
    <label
      ><span>${t('f.date')}</span>${when({
        id: `date-${f.id}`,
        value: f.date,
        onChange: (/** @type {string} */ day) => {
          f.date = day;
          changed(ctx);
        },
      })}</label
    >
    <label
      ><span>${t('f.amount')}</span
      ><input
        .value=${f.amount}
        inputmode="decimal"
        placeholder="0,00"
        autocomplete="off"
        aria-invalid=${wrong ? 'true' : nothing}
        @input=${put('amount')}
    /></label>
  </div>`;
};

/** @param {any} ctx @param {{add: (ctx: any, files: File[]) => void, changed: (ctx: any) => void}} act */
export function filesCard(ctx, act) {
  const s = ctx.state,
    { t, fmt } = ctx,
    { files } = s;
  const drop = (/** @type {any} */ f) => {
    s.files = s.files.filter((/** @type {any} */ x) => x !== f);
    f.file = null;
    act.changed(ctx);
    requestAnimationFrame(() => document.getElementById('files')?.focus());
  };
  const total = files.reduce((/** @type {number} */ sum, /** @type {any} */ f) => sum + f.size, 0);
  return step(
    1,
    t('files'),
    html` <label class="drop ${files.length ? 'small' : ''} ${s.tried && !files.length ? 'wrong' : ''}"
        ><input
          type="file"
          id="files"
          multiple
          class="unseen"
          aria-describedby="files-hint"
          aria-invalid=${s.tried && !files.length ? 'true' : nothing}
          @change=${(/** @type {any} */ e) => {
            act.add(ctx, [...e.target.files]);
            e.target.value = '';
          }}
        />
        ${icon('upload')}<span
          ><b>${t(files.length ? 'moreFiles' : 'chooseFiles')}</b><small id="files-hint">${t('dropHint')}</small></span
        ></label
      >
      ${
        files.length
          ? html`<ul class="filelist">
              ${repeat(
                files,
                (/** @type {any} */ f) => f.id,
                (/** @type {any} */ f) =>
                  html`<li class=${f.file ? '' : 'lost'}>
                    <div class="filehead">
                      ${icon('file')}
                      <div class="filemeta">
                        <b class="filename">${f.name}</b><span class="num">${fmt.bytes(f.size)}</span
                        ><span class="filestate" role="status">${readState(ctx, f)}</span>
                      </div>
                      ${button(t('removeFile', { name: f.name }), () => drop(f), {
                        kind: 'quiet',
                        only: true,
                        small: true,
                        icon: 'close',
                      })}
                    </div>
                    ${details(ctx, f, act.changed)}
                  </li>`,
              )}
            </ul>`
          : nothing
      }`,
    files.length > 1
      ? html`<span class="fine num">${t('filesTotal', { n: files.length, size: fmt.bytes(total) })}</span>`
      : nothing,
  );
}
