// @ts-check
// Who else reads the events of this box, and whose this organisation reads. Giving it is a dangerous act: who the reader is is shown first.
import { html, nothing } from '../../vendor/lit-html.js';
import { icon } from '../icons.js';
import { button, copyable, empty, field, problemBox, select, table, tag } from '../parts.js';
import { ask, confirm, frame } from '../dialog.js';
import { countries, faultOf, lookUp } from '../store/parties.js';
import { run } from './form.js';

/** @typedef {{country: string, taxId: string, name: string}} Side */

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const [given, received] = await Promise.all([
    ctx.api.get('/v1/delegations'),
    ctx.api.get('/v1/delegations/received'),
  ]);
  Object.assign(s, { given: given.items, received: received.items });
}
/** Either side may have changed it, in another browser too. @param {any} ctx @param {any} s @param {any} e */
export function event(ctx, s, e) {
  if (/\.(delegation|account)\./.test(e.type))
    open(ctx, s).then(
      () => ctx.draw(),
      () => {
        /* what is shown stays */
      },
    );
  return false;
}
const path = (/** @type {Side} */ who, received = '') =>
  `/v1/delegations${received}/${encodeURIComponent(who.country)}/${encodeURIComponent(who.taxId)}`;
const plain = (/** @type {string} */ typed) => typed.replace(/\s/g, '').toUpperCase();

/** The number is whole: who is it? @param {any} d */
function typed(d) {
  d.state.wrong = '';
  lookUp(d);
}

/** @param {any} ctx @param {any} d */
async function give(ctx, d) {
  const s = d.state,
    own = ctx.me.participant;
  if (s.busy) return;
  s.tried = true;
  const here = s.found?.state === 'CONNECTED',
    self = here && plain(s.found.taxId) === plain(own.taxId) && s.country === own.country;
  s.wrong = here && plain(s.sure ?? '') !== plain(own.taxId) ? ctx.t('typeWrong') : '';
  if (!here || self || s.wrong) {
    d.draw();
    d.element.querySelector(here && !self ? '#sure' : '#reader')?.focus();
    return;
  }
  Object.assign(s, { busy: true, problem: null });
  d.draw();
  try {
    d.close(await ctx.api.put(path({ ...s.found, country: s.country })));
  } catch (failed) {
    Object.assign(s, { busy: false, problem: failed });
    d.draw();
  }
}

/** @param {any} ctx */
const askWhom = (ctx) =>
  ask(
    (d) => {
      const { t, fmt } = ctx,
        s = d.state,
        own = ctx.me.participant,
        fault = faultOf(s.taxId, s.country),
        found = s.found;
      const self = found && plain(found.taxId) === plain(own.taxId) && s.country === own.country,
        here = found?.state === 'CONNECTED' && !self;
      const error =
        fault === 'letters'
          ? t('onlyDigits')
          : fault === 'digit'
            ? t('wrongDigit')
            : self
              ? t('readerSelf')
              : s.tried && fault
                ? t('wholeNumber')
                : '';
      return html`<form
        class="dform"
        @submit=${(/** @type {Event} */ e) => {
          e.preventDefault();
          give(ctx, d);
        }}
      >
        ${frame(d, {
          title: t('letReadTitle'),
          lead: t('readersText'),
          body: html` <div class="two taxid">
              ${select({
                id: 'reader-country',
                label: t('country'),
                value: s.country,
                options: countries(),
                onChange: (v) => {
                  s.country = v;
                  typed(d);
                },
              })}
              ${field({
                id: 'reader',
                label: s.country === 'KZ' ? t('readerNumber') : t('foreignId'),
                value: s.taxId,
                required: true,
                inputmode: s.country === 'KZ' ? 'numeric' : 'text',
                maxlength: 40,
                error,
                onInput: (v) => {
                  s.taxId = v;
                  typed(d);
                },
              })}
            </div>
            ${
              here
                ? html`<p class="note wait" role="status">
                      ${icon('eye')}<span
                        ><b>${found.name}</b>, ${fmt.taxId(found.taxId, s.country)}:
                        ${t('willRead', { name: own.name })}</span
                      >
                    </p>
                    ${field({
                      id: 'sure',
                      label: t('typeTaxId', { taxId: fmt.taxId(own.taxId, own.country) }),
                      value: s.sure,
                      required: true,
                      inputmode: 'numeric',
                      maxlength: 60,
                      error: s.wrong,
                      onInput: (v) => {
                        s.sure = v;
                      },
                    })}`
                : found && !self
                  ? html`<p class="note wait" role="status">${icon('clock')}<span>${t('readerAbsent')}</span></p>`
                  : nothing
            }${problemBox(s.problem)}`,
          buttons: html`${button(t('cancel'), () => d.close())}${button(t('letRead'), null, { kind: 'danger', type: 'submit', busy: s.busy })}`,
        })}
      </form>`;
    },
    { state: { country: 'KZ', taxId: '' } },
  );

/** @param {any} ctx @param {any} s */
async function add(ctx, s) {
  const made = await askWhom(ctx);
  if (made)
    await run(
      ctx,
      async () => {
        await open(ctx, s);
        return made;
      },
      ctx.t('nowReads', { name: made.reader.name }),
    );
}
/** @param {any} ctx @param {any} s @param {any} x @param {boolean} own whether this organisation gave it */
async function end(ctx, s, x, own) {
  const { t } = ctx,
    name = own ? x.reader.name : x.owner.name;
  if (
    !(await confirm({
      title: t(own ? 'takeBackTitle' : 'putDownTitle', { name }),
      text: t(own ? 'takeBackText' : 'putDownText'),
      yes: t(own ? 'takeBack' : 'putDown'),
      danger: true,
    }))
  )
    return;
  await run(
    ctx,
    async () => {
      try {
        await ctx.api.del(path(own ? x.reader : x.owner, own ? '' : '/received'));
      } finally {
        await open(ctx, s);
      }
      return true;
    },
    t(own ? 'takenBack' : 'putDownDone', { name }),
  );
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  const who = (/** @type {Side} */ side, /** @type {any} */ x) =>
    html`<b>${side.name}</b><br /><small class="num">${fmt.taxId(side.taxId, side.country)}</small
      >${x.resting ? html` ${tag('wait', 'pause', t('resting'))}` : nothing}`;
  return html`<h3>${t('readersTitle')}</h3>
    <div class="lead">
      <p class="fine">${t('readersText')}</p>
      ${button(t('letRead'), () => add(ctx, s), { kind: 'main', icon: 'plus' })}
    </div>
    ${
      s.given.length
        ? table({
            caption: t('readersTitle'),
            rows: s.given,
            columns: [
              { key: 'reader', label: t('reader'), cell: (x) => who(x.reader, x) },
              { key: 'since', label: t('since'), cell: (x) => fmt.dateTime(x.grantedAt) },
              {
                key: 'end',
                label: '',
                align: 'end',
                cell: (x) => button(t('takeBack'), () => end(ctx, s, x, true), { small: true, kind: 'danger' }),
              },
            ],
          })
        : empty({ icon: 'eye', title: t('noReaders'), text: t('noReadersText') })
    }
    ${
      s.received.length
        ? html`<h3>${t('weRead')}</h3>
            <p class="fine">${t('weReadText')}</p>
            ${table({
              caption: t('weRead'),
              rows: s.received,
              columns: [
                { key: 'owner', label: t('ownerWord'), cell: (x) => who(x.owner, x) },
                { key: 'box', label: t('boxWord'), cell: (x) => copyable(String(x.box), html`<code>${x.box}</code>`) },
                { key: 'since', label: t('since'), cell: (x) => fmt.dateTime(x.grantedAt) },
                {
                  key: 'end',
                  label: '',
                  align: 'end',
                  cell: (x) => button(t('putDown'), () => end(ctx, s, x, false), { small: true }),
                },
              ],
            })}`
        : nothing
    }`;
}
