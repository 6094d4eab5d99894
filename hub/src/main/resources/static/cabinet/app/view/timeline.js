// @ts-check
import { html, nothing } from '../../vendor/lit-html.js';
import { icon, look } from '../icons.js';
import { answersOf } from '../store/answers.js';

const STATE = {
  SIGNATURE: 'SIGNED',
  REJECTION: 'DECLINED',
  CORRECTION: 'CORRECTION_REQUESTED',
  ANNULMENT: 'ANNULMENT_PROPOSED',
  ANNULMENT_ACCEPTANCE: 'ANNULLED',
  ANNULMENT_REFUSAL: 'ANNULMENT_REFUSED',
  EXPIRY: 'EXPIRED',
};

/** What happened to a document, oldest first. @param {any} d @param {(key: string, vars?: any) => string} t */
export function steps(d, t) {
  const found = [{ state: 'REGISTERED', at: d.registeredAt, by: t('hub'), note: '' }];
  const leg = (/** @type {any} */ l, /** @type {string} */ name) => {
    if (l.deliveredAt) found.push({ state: 'DELIVERED', at: l.deliveredAt, by: name, note: '' });
    if (l.receivedAt) found.push({ state: 'RECEIVED', at: l.receivedAt, by: name, note: '' });
    if (l.readAt) found.push({ state: 'READ', at: l.readAt, by: name, note: '' });
  };
  if (d.box === 'in') leg(d, t('you'));
  else for (const l of d.legs ?? []) leg(l, l.recipient.name);
  for (const a of answersOf(d)) {
    const who = a.signers?.[0]?.name;
    const by =
      a.side === 'HUB'
        ? t('hub')
        : (a.by?.name ??
          (d.box === 'in'
            ? a.side === 'RECIPIENT'
              ? t('you')
              : d.sender.name
            : a.side === 'SENDER'
              ? t('you')
              : (a.with?.name ?? '')));
    found.push({
      state: a.status === 'ACCEPTED' ? (STATE[/** @type {keyof typeof STATE} */ (a.kind)] ?? a.kind) : a.status,
      at: a.at,
      by: who ? `${who} · ${by}` : by,
      note: a.reason ?? a.detail ?? '',
    });
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** @param {any} ctx @param {any} d */
export function timeline(ctx, d) {
  const { t, fmt } = ctx;
  return html`<ol class="time">
    ${steps(d, t).map((s) => {
      const [picture, tone] = look(s.state);
      return html`<li>
        <span class="dot ${tone}">${icon(picture)}</span>
        <div><b>${t(`status.${s.state}`)}</b><small>${s.by}</small>${s.note ? html`<q>${s.note}</q>` : nothing}</div>
        <time class="num" datetime=${s.at} title=${fmt.moment(s.at)}>${fmt.dateTime(s.at)}</time>
      </li>`;
    })}
  </ol>`;
}
