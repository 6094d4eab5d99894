// @ts-check
import { documents } from './list.js';
export const { parts, open, view, event, reload, query, title, keys } = documents('out');
