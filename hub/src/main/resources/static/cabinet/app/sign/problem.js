// @ts-check
// What went wrong on the way to a signature, and what the person can do about it.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { fmt } from '../format.js';
import { knows, speaker } from '../i18n.js';
import { linkButton, problemBox } from '../parts.js';

const t = speaker(['sign']);

/** @typedef {'absent' | 'blocked' | 'cancelled' | 'failed' | 'expired' | 'tooLarge'} Kind */
export class SignProblem extends Error {
  /** @param {Kind} kind @param {string} [detail] what the other side said */
  constructor(kind, detail) {
    super(detail ?? kind);
    this.name = 'SignProblem';
    this.kind = kind;
    this.detail = detail;
  }
}

/** The browser's own words for its permission differ. */
const browser = () =>
  /Edg\//.test(navigator.userAgent)
    ? 'edge'
    : /YaBrowser/.test(navigator.userAgent)
      ? 'yandex'
      : /Chrome\//.test(navigator.userAgent)
        ? 'chrome'
        : 'other';

/** @param {any} problem @param {{address?: string}} [o] `address` of NCALayer, to open and accept its certificate */
export function explain(problem, o = {}) {
  if (!problem) return nothing;
  if (!(problem instanceof SignProblem)) return refused(problem);
  if (problem.kind === 'cancelled') return html`<p class="said" role="status">${icon('info')}${t('cancelled')}</p>`;
  const page = o.address?.replace('wss:', 'https:');
  const more = {
    absent: html`<ol class="steps">
      <li>
        ${t('absent.start')}
        ${linkButton(t('absent.get'), 'https://ncl.pki.gov.kz', { kind: 'quiet', small: true, out: true })}
      </li>
      <li>
        ${t('absent.certificate')}
        ${page ? linkButton(t('absent.check'), page, { kind: 'quiet', small: true, out: true }) : nothing}
      </li>
      <li>${t('absent.phone')}</li>
    </ol>`,
    blocked: html`<p>${t('blocked.why')}</p>
      <ol class="steps">
        <li>${t(`blocked.${browser()}`)}</li>
        <li>${t('blocked.again')}</li>
        <li>${t('absent.phone')}</li>
      </ol>
      <p class="fine">${t('blocked.admin')}</p>`,
  }[/** @type {string} */ (problem.kind)];
  return html`<div class="problem" role="alert" data-kind=${problem.kind}>
    ${icon('alert')}
    <div>
      <b>${t(`${problem.kind}.title`)}</b>${more ?? html`<p>${t(`${problem.kind}.todo`)}</p>`}
      ${
        problem.detail && problem.kind === 'failed' ? html`<p class="fine"><code>${problem.detail}</code></p>` : nothing
      }
    </div>
  </div>`;
}

/** A refusal of the hub that has a certificate in it says which, since when and where to get another. @param {any} problem */
function refused(problem) {
  const key = `why.${problem.reason}`;
  if (!problem.reason || !knows(key, ['sign'])) return problemBox(problem);
  const { revokedAt, certificateFrom, certificateUntil, signer } = problem.body ?? {};
  const facts = [
    signer,
    revokedAt && t('why.revokedAt', { at: fmt.dateTime(revokedAt) }),
    certificateFrom &&
      certificateUntil &&
      t('why.valid', { from: fmt.date(certificateFrom), to: fmt.date(certificateUntil) }),
  ].filter(Boolean);
  return html`<div class="problem" role="alert" data-reason=${problem.reason}>
    ${icon('alert')}
    <div>
      <b>${t(key)}</b>${facts.length ? html`<p>${facts.join(' · ')}</p>` : nothing}
      ${knows(`${key}.todo`, ['sign']) ? html`<p>${t(`${key}.todo`)}</p>` : nothing}
      <p class="fine"><code>${problem.code} · ${problem.reason}</code></p>
    </div>
  </div>`;
}
