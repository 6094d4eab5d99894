// @ts-check
// Where the steps of a document stand in the log of evidence, and the bundle that proves them without the hub.
import { html, nothing } from '../../vendor/lit-html.js';
import { button, copy, linkButton, problemBox, table, tag } from '../parts.js';
import { downloadBundle } from '../store/files.js';

/** @param {any} ctx @param {any} d */
export const proofs = (ctx, d) =>
  html`<section>
      <h3>${ctx.t('proofs')}</h3>
      <p class="fine">${ctx.t('proofsText')}</p>
      <div class="row-of gap-top">
        ${button(ctx.t('bundle'), () => bundle(ctx, d), { small: true, icon: 'download' })}
        ${button(ctx.t('entries'), () => look(ctx, d), {
          small: true,
          icon: 'shield',
          pressed: Boolean(ctx.state.evidence),
        })}
      </div>
      ${problemBox(ctx.state.noEvidence)}${ctx.state.evidence ? entries(ctx, ctx.state.evidence) : nothing}
    </section>
    ${ctx.state.link ? link(ctx.t, ctx.state.link) : nothing}`;

/** @param {any} t @param {string} path of the page that shows the facts to who has the link */
const link = (t, path) =>
  html`<section>
    <h3>${t('link')}</h3>
    <p class="fine">${t('linkText')}</p>
    <div class="row-of gap-top">
      ${button(t('copyLink'), () => copy(location.origin + path), { small: true, icon: 'link' })}
      ${linkButton(t('openLink'), path, { small: true, icon: 'shield', out: true })}
    </div>
  </section>`;

/** @param {any} ctx @param {any} d */
async function bundle(ctx, d) {
  ctx.state.noEvidence = null;
  try {
    await downloadBundle(ctx.api, d);
  } catch (refused) {
    ctx.state.noEvidence = refused;
    ctx.draw();
  }
}

/** @param {any} ctx @param {any} d */
async function look(ctx, d) {
  const { state } = ctx;
  state.noEvidence = null;
  if (state.evidence) state.evidence = null;
  else
    try {
      state.evidence = await ctx.api.get(`/v1/documents/${d.number}/evidence`);
    } catch (refused) {
      state.noEvidence = refused;
    }
  ctx.draw();
}

/** @param {any} ctx @param {any} evidence */
function entries({ t, fmt }, evidence) {
  const { checkpoint, steps } = evidence;
  return html`<div class="gap-top">
      ${table({
        caption: t('entries'),
        empty: html`<p>${t('noEntries')}</p>`,
        columns: [
          { key: 'step', label: t('step'), cell: (s) => t(`status.${name(s.record.type)}`) },
          { key: 'no', label: t('entryNo'), cell: (s) => html`<span class="num">${fmt.number(s.index)}</span>` },
          {
            key: 'held',
            label: t('checkpoint'),
            cell: (s) => (s.proof ? tag('good', 'tick', t('held')) : tag('wait', 'clock', t('notHeld'))),
          },
        ],
        rows: steps,
      })}
    </div>
    ${
      checkpoint
        ? html`<p class="fine">
            ${t(checkpoint.stampedAt ? 'sealedStamped' : 'sealed', {
              n: fmt.number(checkpoint.size),
              at: fmt.moment(checkpoint.stampedAt ?? checkpoint.at),
            })}
          </p>`
        : nothing
    }`;
}

/** The state that a step led to. @param {string} type of an event */
const name = (type) =>
  type
    .slice(type.lastIndexOf('.') + 1)
    .toUpperCase()
    .replaceAll('-', '_');
