// @ts-check
// Who signed, and the two verdicts of clause 7.6.1: the signature itself, and whether the key was valid then.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { button, copyable, facts } from '../parts.js';
import { save } from '../store/files.js';

/** @param {any} t @param {{status: string, subIndication?: string, reason?: string}} v @param {string} name */
function verdict(t, v, name) {
  const [picture, tone] = { PASSED: ['tick', 'good'], INDETERMINATE: ['info', 'wait'], FAILED: ['alert', 'bad'] }[
    v?.status
  ] ?? ['info', 'wait'];
  return html`<li class=${tone}>
    ${icon(picture)}<span
      >${t(`${name}.${v?.status ?? 'INDETERMINATE'}`)}${
        v?.subIndication ? html` <code>${v.subIndication}</code>` : nothing
      }</span
    >
  </li>`;
}

/** @param {any} ctx @param {any} item of GET /v1/documents/{number}/signatures @param {number} index */
export const signature = (ctx, item, index) =>
  (item.report.signatures ?? []).map((/** @type {any} */ s) => one(ctx, item, s, index));

/** @param {any} ctx @param {any} item @param {any} s @param {number} index */
function one(ctx, item, s, index) {
  const { t, fmt } = ctx,
    who = s.signer,
    own = s.chain?.[0];
  return html`<article class="sig">
    <header>
      <span class="seal ${s.status === 'PASSED' ? 'good' : s.status === 'FAILED' ? 'bad' : 'wait'}"
        >${icon('sign')}</span
      >
      <div>
        <b>${who.name}</b
        ><small>${t(`role.${who.role}`)}${who.organization ? html` · ${who.organization}` : nothing}</small>
      </div>
      <time class="num" datetime=${s.bestSignatureTime}>${fmt.dateTime(s.bestSignatureTime)}</time>
    </header>
    ${
      item.answer
        ? html`<p class="fine">
            ${t(`answer.${item.answer.kind}`)}${item.answer.reason ? html`: <q>${item.answer.reason}</q>` : nothing}
          </p>`
        : nothing
    }
    <ul>
      ${verdict(t, s.authenticity, 'authentic')}${verdict(t, s.keyValidity, 'key')}
      <li class=${s.timestamp ? 'good' : 'still'}>
        ${icon(s.timestamp ? 'tick' : 'clock')}<span>${s.timestamp ? t('stamped') : t('notStamped')}</span>
      </li>
      ${s.regime === 'ES' ? html`<li class="still">${icon('globe')}<span>${t('regime.ES')}</span></li>` : nothing}
      ${who.signingRight ? nothing : html`<li class="wait">${icon('alert')}<span>${t('noRight')}</span></li>`}
    </ul>
    <details class="more">
      <summary>${t('details')}</summary>
      ${facts([
        [t(who.bin ? 'bin' : 'iin'), who.bin ?? who.iin],
        who.bin && who.iin ? [t('iin'), who.iin] : null,
        [t('algorithm'), s.algorithm],
        [t('claimed'), s.claimedSigningTime ? fmt.moment(s.claimedSigningTime) : null],
        [t('serial'), html`<code>${who.serialNumber}</code>`],
        [t('certificateUntil'), own?.notAfter ? `${fmt.date(own.notBefore)} — ${fmt.date(own.notAfter)}` : null],
        [t('issuer'), own?.issuer ? (/CN=([^,]*)/.exec(own.issuer)?.[1] ?? own.issuer) : null],
        [
          t('revocationProof'),
          (s.evidence ?? []).map((/** @type {any} */ e) => `${e.kind} ${fmt.moment(e.thisUpdate)}`).join(', '),
        ],
        [t('policy'), item.report.policyVersion],
        [t('fingerprint'), copyable(who.certificateSha256, html`<code>${who.certificateSha256.slice(0, 16)}…</code>`)],
      ])}
      <div class="row-of">
        ${button(
          t('saveSignature'),
          () =>
            save(
              Uint8Array.from(atob(item.cms), (c) => c.charCodeAt(0)),
              `${ctx.params.number}-${index + 1}.p7s`,
              'application/pkcs7-signature',
            ),
          { small: true, icon: 'download' },
        )}${
          item.statement
            ? button(
                t('saveStatement'),
                () => save(item.statement, `${ctx.params.number}-${index + 1}.txt`, 'text/plain;charset=utf-8'),
                { small: true, icon: 'file' },
              )
            : nothing
        }
      </div>
    </details>
  </article>`;
}
