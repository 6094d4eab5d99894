// @ts-check
import { html } from '../../vendor/lit-html.js';
import { badge, page, table } from '../parts.js';
/** @param {any} ctx */
export async function open(ctx) { ctx.state.page = await ctx.api.get('/v1/documents?box=out&limit=50'); }
/** @param {any} ctx */
export const view = (ctx) => page(ctx.t('nav.out'), html`${table({ caption: ctx.t('nav.out'), rows: ctx.state.page.items, onRow: (d) => ctx.go(`/d/${d.number}`), columns: [{ key: 'title', label: '' }, { key: 'status', label: '', cell: (d) => badge(d.status) }] })}`);
