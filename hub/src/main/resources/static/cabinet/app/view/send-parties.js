// @ts-check
// Recipients: from the own list by name, or anybody by the exact number.
import { html, nothing } from '../../vendor/lit-html.js';
import { repeat } from '../../vendor/directives/repeat.js';
import { icon } from '../icons.js';
import { badge, button } from '../parts.js';
import { say } from '../toast.js';
import { isEmail } from '../store/outside.js';
import { exact, faultOf, find, nameOf, same } from '../store/parties.js';
import { step } from './send-files.js';

const MOST = 100;
const EMAILS = 10;

/** Adds whoever has exactly this number. @param {any} ctx @param {string} taxId @param {string} [country] */
export async function addParty(ctx, taxId, country = 'KZ') {
  try {
    const party = await exact(taxId, country);
    if (party) take(ctx, party);
  } catch {
    /* the field is there to type it again */
  }
}

/** @param {any} ctx @param {any} party */
function take(ctx, party) {
  const s = ctx.state;
  if (party.email) {
    if (!s.emails.includes(party.email) && s.emails.length < EMAILS) s.emails = [...s.emails, party.email];
  } else if (!s.parties.some((/** @type {any} */ p) => same(p, party)) && s.parties.length < MOST)
    s.parties = [
      ...s.parties,
      { country: party.country, taxId: party.taxId, name: party.name, alias: party.alias, state: party.state },
    ];
  Object.assign(s.seek, { text: '', options: [], at: -1, open: false, note: '' });
  say(ctx.t('added', { name: party.email ?? nameOf(party) }));
  s.changed?.(ctx);
}

/** Looks for what is typed; the last question's answer counts. @param {any} ctx */
function look(ctx) {
  const { seek } = ctx.state,
    text = seek.text.trim(),
    turn = (seek.turn = (seek.turn ?? 0) + 1);
  clearTimeout(seek.timer);
  const digits = text.replace(/\s/g, '');
  seek.note = /^\d+$/.test(digits) && digits.length >= 12 && faultOf(digits) ? ctx.t('wrongDigit') : '';
  if (!text) {
    Object.assign(seek, { options: [], open: false, at: -1 });
    return;
  }
  if (text.includes('@')) {
    const email = isEmail(text);
    Object.assign(seek, { options: email ? [{ email: text }] : [], open: email, at: email ? 0 : -1 });
    return;
  }
  seek.timer = setTimeout(async () => {
    try {
      const [own, one] = await Promise.all([
        find(text),
        /^\d{12}$/.test(digits) && !faultOf(digits) ? exact(digits) : null,
      ]);
      if (turn !== seek.turn) return;
      seek.options = [...own, ...(one && !own.some((p) => same(p, one)) ? [one] : [])];
      Object.assign(seek, {
        open: true,
        at: seek.options.length ? 0 : -1,
        note: seek.note || (seek.options.length ? '' : ctx.t(/^\d+$/.test(digits) ? 'typeWhole' : 'notInList')),
      });
    } catch (failed) {
      if (turn === seek.turn)
        Object.assign(seek, { options: [], open: false, note: /** @type {any} */ (failed).title });
    }
    ctx.draw();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.getElementById('seek-list')?.scrollIntoView({ block: 'nearest' })),
    );
  }, 180);
}

/** @param {any} ctx @param {KeyboardEvent} e */
function typed(ctx, e) {
  const s = ctx.state,
    { seek } = s;
  if (e.ctrlKey || e.metaKey) return;
  if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && seek.options.length) {
    e.preventDefault();
    seek.open = true;
    seek.at = (seek.at + (e.key === 'ArrowDown' ? 1 : -1) + seek.options.length) % seek.options.length;
  } else if (e.key === 'Enter') {
    e.preventDefault();
    if (seek.open && seek.options[seek.at]) take(ctx, seek.options[seek.at]);
  } else if (e.key === 'Escape' && seek.open) {
    e.preventDefault();
    seek.open = false;
  } else if (e.key === 'Backspace' && !seek.text && s.parties.length) {
    s.parties = s.parties.slice(0, -1);
    s.changed(ctx);
  } else return;
  ctx.draw();
}

/** Nothing waits for a number of another country. @param {any} t @param {any} p */
const joins = (t, p) =>
  p.state === 'CONNECTED'
    ? badge('CONNECTED', t('connected'))
    : badge('AWAITING_CONNECTION', t(p.country === 'KZ' ? 'afterJoin' : 'notConnected'));

/** @param {any} ctx @param {any} p @param {number} i @param {(ctx: any) => void} changed */
function chip(ctx, p, i, changed) {
  const s = ctx.state,
    { t } = ctx,
    inTurn = s.terms.sign && s.terms.order === 'SEQUENTIAL' && s.parties.length > 1;
  const move = (/** @type {number} */ by) => {
    const list = [...s.parties];
    list.splice(i + by, 0, ...list.splice(i, 1));
    s.parties = list;
    say(t('moved', { name: nameOf(p), n: i + by + 1 }));
    changed(ctx);
  };
  return html`<li class="party ${p.state === 'CONNECTED' ? '' : 'far'}">
    ${inTurn ? html`<span class="no">${i + 1}</span>` : nothing}<span class="who"
      ><b>${nameOf(p)}</b
      ><small>${ctx.fmt.taxId(p.taxId, p.country)}${p.alias && p.name ? ` · ${p.name}` : ''}</small></span
    >
    ${joins(t, p)}
    ${
      inTurn
        ? html`${button(t('earlier', { name: nameOf(p) }), () => move(-1), {
            only: true,
            small: true,
            kind: 'quiet',
            icon: 'up',
            disabled: i === 0,
          })}${button(t('later', { name: nameOf(p) }), () => move(1), {
            only: true,
            small: true,
            kind: 'quiet',
            icon: 'down',
            disabled: i === s.parties.length - 1,
          })}`
        : nothing
    }
    ${button(
      t('removeParty', { name: nameOf(p) }),
      () => {
        s.parties = s.parties.filter((/** @type {any} */ x) => x !== p);
        changed(ctx);
        requestAnimationFrame(() => document.getElementById('seek')?.focus());
      },
      { only: true, small: true, kind: 'quiet', icon: 'close' },
    )}
  </li>`;
}

/** Who gets a link. @param {any} ctx @param {string} email @param {(ctx: any) => void} changed */
const letter = (ctx, email, changed) =>
  html`<li class="party far">
    <span class="who"><b>${email}</b></span
    >${badge('EXTERNAL_SENT', ctx.t('noGuarantee'))}
    ${button(
      ctx.t('removeParty', { name: email }),
      () => {
        ctx.state.emails = ctx.state.emails.filter((/** @type {string} */ x) => x !== email);
        changed(ctx);
      },
      { only: true, small: true, kind: 'quiet', icon: 'close' },
    )}
  </li>`;

/** @param {any} ctx @param {(ctx: any) => void} changed */
export function partiesCard(ctx, changed) {
  const s = ctx.state,
    { t } = ctx,
    { seek } = s;
  s.changed = changed;
  const open = seek.open && seek.options.length > 0,
    none = s.tried && !s.parties.length && !s.emails.length;
  return step(
    2,
    t('parties'),
    html` <div class="seek field ${none ? 'wrong' : ''}">
        <label for="seek">${t('seek')}</label>
        <div class="seekbox">
          ${icon('search')}<input
            id="seek"
            role="combobox"
            autocomplete="off"
            spellcheck="false"
            .value=${seek.text}
            placeholder=${t('seekHint')}
            maxlength="60"
            aria-expanded=${String(open)}
            aria-controls="seek-list"
            aria-autocomplete="list"
            aria-activedescendant=${open && seek.at >= 0 ? `seek-${seek.at}` : nothing}
            aria-describedby="seek-note"
            aria-invalid=${none || seek.note === t('wrongDigit') ? 'true' : nothing}
            @input=${(/** @type {any} */ e) => {
              seek.text = e.target.value;
              look(ctx);
              ctx.draw();
            }}
            @keydown=${(/** @type {KeyboardEvent} */ e) => typed(ctx, e)}
            @blur=${() =>
              setTimeout(() => {
                seek.open = false;
                ctx.draw();
              }, 150)}
          />
          <ul class="options" id="seek-list" role="listbox" aria-label=${t('seek')} ?hidden=${!open}>
            ${
              open
                ? seek.options.map(
                    (/** @type {any} */ p, /** @type {number} */ i) =>
                      html`<li
                        id="seek-${i}"
                        role="option"
                        aria-selected=${String(i === seek.at)}
                        class=${p.blocked ? 'blocked' : ''}
                        @pointerdown=${(/** @type {Event} */ e) => {
                          e.preventDefault();
                          take(ctx, p);
                          ctx.draw();
                          document.getElementById('seek')?.focus();
                        }}
                      >
                        <span class="who"
                          ><b>${p.email ?? nameOf(p)}</b
                          ><small
                            >${
                              p.email
                                ? t('emailNote')
                                : ctx.fmt.taxId(p.taxId, p.country) + (p.alias && p.name ? ` · ${p.name}` : '')
                            }</small
                          ></span
                        >${p.email ? icon('mail') : joins(t, p)}
                      </li>`,
                  )
                : nothing
            }
          </ul>
        </div>
        <p class="fine" id="seek-note" role="status">${none ? t('needParty') : seek.note}</p>
      </div>
      ${
        s.parties.length
          ? html`<ul class="partylist" aria-label=${t('parties')}>
              ${repeat(
                s.parties,
                (/** @type {any} */ p) => `${p.country}/${p.taxId}`,
                (/** @type {any} */ p, /** @type {number} */ i) => chip(ctx, p, i, changed),
              )}
            </ul>`
          : nothing
      }
      ${
        s.emails.length
          ? html`<ul class="partylist" aria-label=${t('byLink')}>
                ${s.emails.map((/** @type {string} */ email) => letter(ctx, email, changed))}
              </ul>
              <p class="note wait">
                ${icon('mail')}<span>${t('emailsNote')}${s.parties.length ? nothing : html` ${t('ownCopy')}`}</span>
              </p>`
          : nothing
      }
      ${
        s.parties.some((/** @type {any} */ p) => p.state !== 'CONNECTED')
          ? html`<p class="note wait">
              ${icon('clock')}<span>${t('awaitNote')} <a href="/parties">${t('invite')}</a></span>
            </p>`
          : nothing
      }`,
    s.parties.length > 1 ? html`<span class="fine num">${t('partiesTotal', { n: s.parties.length })}</span>` : nothing,
  );
}
