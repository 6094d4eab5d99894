// @ts-check
// The QR code that a phone scans, or on the phone itself the links that open the application; and how much time is left.
import { html, nothing, svg } from '../../vendor/lit-html.js';
import { button, copyable, linkButton } from '../parts.js';
import { icon } from '../icons.js';
import { speaker } from '../i18n.js';

const t = speaker(['sign']);
const LIFE = 300_000;
const QUIET = 4; // modules around a code, as ISO/IEC 18004 asks

/** @param {import('./egov.js').Request | null} request @param {{phone: boolean, dev: boolean, back: () => void, widen: () => void}} o */
export function phoneView(request, o) {
  if (!request)
    return html`<div class="waiting" role="status">
      <span class="pulse">${icon('qr')}</span><b>${t('qr.making')}</b>
    </div>`;
  const left = Math.max(0, Date.parse(request.expiresAt) - Date.now());
  const clock = `${Math.floor(left / 60_000)}:${String(Math.floor(left / 1000) % 60).padStart(2, '0')}`;
  const percent = Math.round((left / LIFE) * 100);
  const opened = request.state === 'OPENED';
  return html`<div class="scan">
    ${
      o.phone
        ? html`<div class="applinks">
            ${linkButton(t('qr.mobile'), request.links.egovMobile, {
              kind: 'main',
              icon: 'phone',
              out: true,
            })}${linkButton(t('qr.business'), request.links.egovBusiness, { icon: 'building', out: true })}
          </div>`
        : code(request)
    }
    <div class="scanside">
      ${
        o.phone
          ? nothing
          : html`<ol class="steps">
              <li>${t('qr.step1')}</li>
              <li>${t('qr.step2')}</li>
              <li>${t('qr.step3')}</li>
            </ol>`
      }
      <div class="ticking">
        <p class="said" role="status">${icon(opened ? 'tick' : 'clock')}${t(opened ? 'qr.opened' : 'qr.waiting')}</p>
        <p class="clock">
          <svg viewBox="0 0 36 36" aria-hidden="true">
            ${svg`<circle cx="18" cy="18" r="15.9" pathLength="100"></circle>
              <circle class="rest" cx="18" cy="18" r="15.9" pathLength="100" stroke-dasharray="${percent} 100"></circle>`}</svg
          ><span class="unseen">${t('qr.left')}</span>${clock}
        </p>
      </div>
      <div class="row-of">
        ${button(t('otherWay'), o.back, { icon: 'left' })}${
          o.phone ? button(t('qr.show'), o.widen, { kind: 'quiet', icon: 'qr' }) : nothing
        }
      </div>
      ${
        o.dev
          ? html`<p class="fine">
              ${t('qr.play')}
              ${copyable(`infra/bin/center phone --as head-b '${request.qr.text}'`, html`<code>center phone</code>`)}
            </p>`
          : nothing
      }
    </div>
  </div>`;
}

/** @param {import('./egov.js').Request} request */
const code = ({ qr }) =>
  html`<svg
    class="qr"
    role="img"
    aria-label=${t('qr.alt')}
    viewBox="${-QUIET} ${-QUIET} ${qr.size + 2 * QUIET} ${qr.size + 2 * QUIET}"
    shape-rendering="crispEdges"
    data-link=${qr.text}
  >
    ${svg`<rect x=${-QUIET} y=${-QUIET} width=${qr.size + 2 * QUIET} height=${qr.size + 2 * QUIET}></rect><path d=${qr.path}></path>`}
  </svg>`;
