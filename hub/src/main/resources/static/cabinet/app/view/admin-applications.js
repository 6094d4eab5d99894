// @ts-check
// Applications of non-residents for certificates of the operator's own authority (clause 1.7).
import { html, nothing } from '../../vendor/lit-html.js';
import { button, empty, table, tag } from '../parts.js';
import { askReason, confirm } from '../dialog.js';
import { run } from './form.js';

/** @param {any} ctx @param {any} s */
export async function open(ctx, s) {
  s.items = (await ctx.api.get('/v1/admin/es-applications')).items;
}
const LOOK = /** @type {Record<string, [any, string]>} */ ({
  PENDING: ['wait', 'clock'],
  ISSUED: ['good', 'tick'],
  REJECTED: ['bad', 'close'],
});
/** @param {any} ctx @param {any} s @param {any} a */
async function approve(ctx, s, a) {
  if (
    await confirm({
      title: ctx.t('approveTitle', { name: a.name }),
      text: ctx.t('approveText', { sha: a.publicKeySha256 }),
      yes: ctx.t('approve'),
    })
  )
    await run(
      ctx,
      async () => {
        await ctx.api.post(`/v1/admin/es-applications/${a.id}/approval`);
        await open(ctx, s);
        return true;
      },
      ctx.t('issuedOne'),
    );
}
/** @param {any} ctx @param {any} s @param {any} a */
async function reject(ctx, s, a) {
  const reason = await askReason({
    title: ctx.t('rejectTitle', { name: a.name }),
    label: ctx.t('reason'),
    yes: ctx.t('reject'),
    danger: true,
    max: 200,
  });
  if (reason)
    await run(ctx, async () => {
      await ctx.api.post(`/v1/admin/es-applications/${a.id}/rejection`, { reason });
      await open(ctx, s);
    });
}
/** @param {any} ctx @param {any} s @param {any} a */
async function revoke(ctx, s, a) {
  if (
    await confirm({
      title: ctx.t('revokeTitle', { name: a.name }),
      text: ctx.t('revokeText'),
      yes: ctx.t('revoke'),
      danger: true,
    })
  )
    await run(
      ctx,
      async () => {
        await ctx.api.post(`/v1/es-certificates/${a.certificate.serial}/revocation`, { reason: 'unspecified' });
        await open(ctx, s);
        return true;
      },
      ctx.t('revoked'),
    );
}

/** @param {any} ctx @param {any} s */
export function view(ctx, s) {
  const { t, fmt } = ctx;
  return s.items.length
    ? table({
        caption: t('topic.applications'),
        rows: s.items,
        columns: [
          {
            key: 'name',
            label: t('name'),
            cell: (a) =>
              html`<b>${a.organization ?? a.name}</b
                >${a.organization ? html`<br /><small>${a.name}</small>` : nothing}`,
          },
          {
            key: 'id',
            label: t('taxIdWord'),
            cell: (a) => html`<span class="num">${a.country} ${a.taxId}</span><br /><small>${a.email}</small>`,
          },
          {
            key: 'status',
            label: t('state'),
            cell: (a) =>
              html`${tag(LOOK[a.status][0], LOOK[a.status][1], t(`application.${a.status}`))}${
                a.reason ? html`<br /><small>${a.reason}</small>` : nothing
              }`,
          },
          { key: 'at', label: t('date'), cell: (a) => fmt.dateTime(a.createdAt) },
          {
            key: 'key',
            label: t('keyPrint'),
            cell: (a) => html`<code title=${a.publicKeySha256}>${a.publicKeySha256.slice(0, 16)}…</code>`,
          },
          {
            key: 'acts',
            label: '',
            align: 'end',
            cell: (a) =>
              html`<span class="row-of"
                >${
                  a.status === 'PENDING'
                    ? html`${button(t('approve'), () => approve(ctx, s, a), { small: true, kind: 'main' })}${button(
                        t('reject'),
                        () => reject(ctx, s, a),
                        { small: true, kind: 'danger' },
                      )}`
                    : a.status === 'ISSUED' && a.certificate?.serial
                      ? button(t('revoke'), () => revoke(ctx, s, a), { small: true, kind: 'danger' })
                      : nothing
                }</span
              >`,
          },
        ],
      })
    : empty({ icon: 'key', title: t('noApplications') });
}
