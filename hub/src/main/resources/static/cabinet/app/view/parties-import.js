// @ts-check
// A list from a file: first what would become of its rows, then, if wanted, that.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { ask, frame } from '../dialog.js';
import { button, facts, problemBox } from '../parts.js';
import { decode } from '../store/csv.js';

const PATH = '/v1/counterparties:import';
const post = (/** @type {any} */ ctx, /** @type {string} */ text, /** @type {boolean} */ dryRun) =>
  ctx.api.post(`${PATH}?dryRun=${dryRun}`, new Blob([text], { type: 'text/csv' }));

/** @param {any} ctx @param {any} d @param {File | undefined} file */
async function read(ctx, d, file) {
  if (!file) return;
  Object.assign(d.state, { name: file.name, busy: true, problem: null, found: null });
  d.draw();
  try {
    d.state.text = decode(await file.arrayBuffer());
    d.state.found = await post(ctx, d.state.text, true);
  } catch (failed) {
    d.state.problem = failed;
  }
  d.state.busy = false;
  d.draw();
}

/** @param {any} ctx @param {any} d */
async function take(ctx, d) {
  d.state.busy = true;
  d.draw();
  try {
    const done = await post(ctx, d.state.text, false);
    ctx.toast(ctx.t('imported', { n: done.added }), 'good');
    d.close(done);
  } catch (failed) {
    Object.assign(d.state, { busy: false, problem: failed });
    d.draw();
  }
}

/** @param {any} ctx @returns {Promise<any>} what was imported */
export function askToImport(ctx) {
  const { t } = ctx;
  return ask(
    (d) => {
      const s = d.state,
        f = s.found,
        writes = f ? f.added + f.changed : 0;
      return frame(d, {
        title: t('importTitle'),
        lead: t('importLead'),
        body: html` <label
            class="drop ${f ? 'small' : ''}"
            @dragover=${(/** @type {Event} */ e) => e.preventDefault()}
            @drop=${(/** @type {DragEvent} */ e) => {
              e.preventDefault();
              read(ctx, d, e.dataTransfer?.files[0]);
            }}
          >
            <input
              type="file"
              class="unseen"
              id="list-file"
              accept=".csv,.txt,.tsv,text/csv"
              @change=${(/** @type {any} */ e) => {
                read(ctx, d, e.target.files[0]);
                e.target.value = '';
              }}
            />${icon('file')}<span><b>${s.name ?? t('chooseFile')}</b><small>${t('importHint')}</small></span></label
          >
          <p class="fine">${t('importColumns')} <code>БИН; название; группы; страна</code></p>
          ${problemBox(s.problem)}
          ${
            f
              ? html`<div role="status">
                    ${facts([
                      [t('i.rows'), f.rows],
                      [t('i.added'), f.added],
                      [t('i.changed'), f.changed || null],
                      [t('i.same'), f.same || null],
                      [t('i.connected'), f.connected || null],
                      [t('i.faults'), f.faults.length || null],
                    ])}
                  </div>
                  ${
                    f.faults.length
                      ? html`<ul class="faults importfaults" tabindex="0" aria-label=${t('i.faults')}>
                          ${f.faults
                            .slice(0, 100)
                            .map(
                              (/** @type {any} */ x) =>
                                html`<li>${t('i.row', { n: x.row })} ${t(`fault.${x.code}`)}</li>`,
                            )}
                        </ul>`
                      : nothing
                  }`
              : nothing
          }`,
        buttons: html`${button(t('cancel'), () => d.close())}${button(
          f ? t('importN', { n: writes }) : t('import'),
          () => take(ctx, d),
          { kind: 'main', busy: s.busy, why: !f || writes ? undefined : t('nothingNew'), disabled: !f },
        )}`,
      });
    },
    { wide: true },
  );
}
