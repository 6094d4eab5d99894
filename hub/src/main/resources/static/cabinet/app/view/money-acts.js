// @ts-check
// Monthly acts of works: read, signed over the PDF's bytes, or refused with a reason, until the fifth working day is over (clause 6.9).
import { html, nothing } from '../../vendor/lit-html.js';
import { badge, button, check, empty, facts, linkButton, pager, problemBox, select, table, tag } from '../parts.js';
import { askReason, frame } from '../dialog.js';
import { save } from '../save.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  const [page, preference] = await Promise.all([ctx.api.get('/v1/acts'), ctx.api.get('/v1/act-preferences')]);
  Object.assign(s, {
    items: page.items,
    next: page.next,
    monthly: preference.monthly,
    language: preference.language ?? 'ru',
  });
}
/** @param {any} ctx @param {any} s */
async function more(ctx, s) {
  const page = await ctx.api.get(`/v1/acts?below=${s.next}`);
  s.items.push(...page.items);
  s.next = page.next;
  ctx.draw();
}

/** The act's month as words. @param {any} ctx @param {string} month */
const monthName = (ctx, month) => {
  const [year, no] = month.split('-');
  return `${ctx.t('monthNames').split(' ')[Number(no) - 1]} ${year}`;
};
/** The language of the paper: it is issued in Kazakh and Russian. */
const paperLanguage = () => (document.documentElement.lang === 'kk' ? 'kk' : 'ru');
const path = (/** @type {any} */ a) => `/v1/acts/${a.number}`;

/** @param {any} ctx @param {any} a */
const countdown = (ctx, a) => {
  if (a.state !== 'ISSUED') return nothing;
  const left = a.workingDaysLeft,
    date = ctx.t('answerUntil', { date: ctx.fmt.date(`${a.answerUntil}T12:00:00+05:00`) });
  return tag(
    left <= 1 ? 'bad' : 'wait',
    'clock',
    `${date}, ${left ? ctx.t('workdaysLeft', { n: left }) : ctx.t('lastWorkday')}`,
  );
};

/** @param {any} ctx @param {any} s @param {any} a the answered act */
function put(ctx, s, a) {
  s.items = s.items.map((/** @type {any} */ x) => (x.number === a.number ? a : x));
  ctx.draw();
}

/** @param {any} ctx @param {any} s @param {any} a @param {any} d */
async function accept(ctx, s, a, d) {
  const language = paperLanguage();
  Object.assign(d.state, { busy: true, problem: null });
  d.draw();
  try {
    const bytes = await ctx.api.bytes(path(a), { headers: { Accept: 'application/pdf', 'Accept-Language': language } });
    const [signed] =
      (await ctx.sign.sign([{ id: a.number, title: ctx.t('actNo', { number: a.number }), bytes }], {
        title: ctx.t('signAct'),
        purpose: 'DOCUMENT',
      })) ?? [];
    if (!signed?.cms) {
      d.state.busy = false;
      return d.draw();
    } // why, the signer has told
    const made = await ctx.api.post(`${path(a)}/acceptance`, { signature: signed.cms, language });
    put(ctx, s, made);
    ctx.toast(ctx.t(made.state === 'ISSUED' ? 'status.PENDING_VALIDATION' : 'actSigned'), 'good'); // 202: evidence is waited for
    d.close();
  } catch (failed) {
    Object.assign(d.state, { busy: false, problem: failed });
    d.draw();
  }
}

/** @param {any} ctx @param {any} s @param {any} a @param {any} d */
async function refuse(ctx, s, a, d) {
  const reason = await askReason({
    title: ctx.t('refuseAct', { number: a.number }),
    text: ctx.t('refuseActText'),
    label: ctx.t('reason'),
    yes: ctx.t('refuse'),
    danger: true,
  });
  if (!reason) return;
  try {
    put(ctx, s, await ctx.api.post(`${path(a)}/refusal`, { reason }));
    d.close();
  } catch (failed) {
    d.state.problem = failed;
    d.draw();
  }
}

/** @param {any} ctx @param {any} s @param {any} a */
const show = (ctx, s, a) =>
  ctx.ask(
    (/** @type {any} */ d) => {
      const { t, fmt } = ctx,
        waits = a.state === 'ISSUED';
      return frame(d, {
        title: t('actNo', { number: a.number }),
        lead: html`${badge(a.state, t(`act.${a.state}`))} ${countdown(ctx, a)}`,
        body: html`${table({
          caption: t('services'),
          rows: a.lines,
          columns: [
            { key: 'name', label: t('service') },
            { key: 'startedOn', label: t('startedOn'), cell: (l) => fmt.date(`${l.startedOn}T12:00:00+05:00`) },
            { key: 'gross', label: t('sum'), align: 'end', cell: (l) => fmt.money(l.gross) },
          ],
        })}
        ${facts([
          [t('net'), fmt.money(a.net)],
          [t('vat'), fmt.money(a.vat)],
          [t('gross'), html`<b class="num">${fmt.money(a.gross)}</b>`],
          [t('seller'), a.seller.name],
          [t('buyer'), a.buyer.name],
          [t('signedBy'), a.signedBy],
          [t('answeredAt'), a.answeredAt && fmt.dateTime(a.answeredAt)],
          [t('reason'), a.reason],
        ])}
        ${waits ? html`<p class="note">${t('actSilence')}</p>` : nothing}${problemBox(d.state.problem)}`,
        buttons: html`${
          a.document ? linkButton(t('asDocument'), `/d/${a.document.number}`, { icon: 'file' }) : nothing
        }${button('PDF', () => save(path(a), 'application/pdf', `act-${a.number}.pdf`), { icon: 'download' })}${
          waits
            ? html`${button(t('refuse'), () => refuse(ctx, s, a, d), { kind: 'danger' })}${button(
                t('signAct'),
                () => accept(ctx, s, a, d),
                { kind: 'main', icon: 'sign', busy: d.state.busy },
              )}`
            : nothing
        }`,
      });
    },
    { wide: true },
  );

/** @param {any} ctx @param {any} s @param {{monthly?: boolean, language?: string}} change */
async function prefer(ctx, s, change) {
  const before = { monthly: s.monthly, language: s.language };
  Object.assign(s, change);
  ctx.draw();
  try {
    const kept = await ctx.api.put('/v1/act-preferences', { monthly: s.monthly, language: s.language });
    Object.assign(s, { monthly: kept.monthly, language: kept.language ?? s.language });
  } catch (failed) {
    Object.assign(s, before);
    ctx.toast(/** @type {any} */ (failed).title, 'bad');
  }
  ctx.draw();
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  const wish = check({
    id: 'monthly-acts',
    label: t('monthlyActs'),
    hint: t('monthlyActsHint'),
    checked: s.monthly,
    toggle: true,
    onChange: (monthly) => prefer(ctx, s, { monthly }),
  });
  const language = s.monthly
    ? select({
        id: 'act-language',
        label: t('actLanguage'),
        value: s.language,
        options: [
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
        ],
        onChange: (l) => prefer(ctx, s, { language: l }),
      })
    : nothing;
  return html`<div class="lead">${wish}${language}</div>
    ${
      s.items.length
        ? table({
            caption: t('tab.acts'),
            rows: s.items,
            onRow: (a) => show(ctx, s, a),
            columns: [
              { key: 'month', label: t('month'), cell: (a) => monthName(ctx, a.month) },
              {
                key: 'state',
                label: t('state'),
                cell: (a) =>
                  html`<span class="row-of">${badge(a.state, t(`act.${a.state}`))}${countdown(ctx, a)}</span>`,
              },
              { key: 'number', label: t('number'), cell: (a) => html`<span class="num">${a.number}</span>` },
              { key: 'gross', label: t('sum'), align: 'end', cell: (a) => fmt.money(a.gross) },
            ],
          })
        : empty({ icon: 'file', title: t('noActs'), text: t('noActsText') })
    }
    ${pager({ more: Boolean(s.next), onMore: () => more(ctx, s) })}`;
}
