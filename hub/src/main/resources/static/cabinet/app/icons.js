// @ts-check
// Pictures: one path each, drawn with the colour of the text. A status is always word + picture + colour.
import { html, svg } from '../vendor/lit-html.js';
/** @type {Record<string, string>} */
const paths = {
  inbox: 'M3 13h4l2 3h6l2-3h4M5 5h14l2 8v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-5z', outbox: 'M12 15V4m-4 4 4-4 4 4M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4', send: 'M4 12 20 4l-5 16-3-7z', parties: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6m-6 8a6 6 0 0 1 12 0M16 5a3 3 0 0 1 0 6m2 3a6 6 0 0 1 3 5', activity: 'M3 12h4l3-8 4 16 3-8h4', money: 'M4 7h16v11H4zM4 11h16M8 15h3',
  settings: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 5v4M8 15v4', bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4', building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3', operator: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4m-3.5 4a3.5 3.5 0 0 1 7 0',
  search: 'm20 20-4-4m2-5a7 7 0 1 1-14 0 7 7 0 0 1 14 0', tick: 'm5 12 5 5 9-10', close: 'M6 6l12 12M18 6 6 18', download: 'M12 4v11m-4-4 4 4 4-4M5 20h14', upload: 'M12 15V4m-4 4 4-4 4 4M5 20h14', phone: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2', key: 'M14 10a4 4 0 1 0-8 0 4 4 0 0 0 8 0m-1 3 7 7m-3-3 2-2',
  shield: 'M12 3 5 6v5c0 5 3 8 7 10 4-2 7-5 7-10V6zm-3 9 2 2 4-4', sign: 'M4 19c4 0 4-4 7-9s5-5 6-4-1 5-4 8 2 4 4 2M4 22h16', copy: 'M9 9h10v11H9zM6 15H5V4h10v2', more: 'M5 12h.01M12 12h.01M19 12h.01', plus: 'M12 5v14M5 12h14', minus: 'M5 12h14', edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3', trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13', link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18m0-10v5m0-8.5v.01', alert: 'M12 4 2.5 20h19zM12 10v4.5m0 2.5v.01', clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18m0-14v5l3 2', calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4', file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6', hash: 'M9 4 7 20M17 4l-2 16M4 9h17M3 15h17', globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3.5 9h17M3.5 15h17M12 3c-5 5-5 13 0 18 5-5 5-13 0-18', sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 3v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4', moon: 'M20 14a8 8 0 1 1-9-11 7 7 0 0 0 9 11', keyboard: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8', exit: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9', person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8m-8 10a8 8 0 0 1 16 0', left: 'm14 6-6 6 6 6', right: 'm10 6 6 6-6 6', down: 'm6 10 6 6 6-6', up: 'm6 14 6-6 6 6', refresh: 'M20 11a8 8 0 0 0-14-4L4 9m0-5v5h5M4 13a8 8 0 0 0 14 4l2-2m0 5v-5h-5', pause: 'M8 5v14M16 5v14', play: 'M7 4v16l13-8z', filter: 'M4 5h16l-6 8v6l-4-2v-4z', chart: 'M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-3', lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3', mail: 'M3 6h18v12H3zM3 7l9 7 9-7', plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4', qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2', undo: 'M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3', menu: 'M4 7h16M4 12h16M4 17h16', star: 'm12 4 2.5 5 5.5.8-4 3.9 1 5.5-5-2.7-5 2.7 1-5.5-4-3.9 5.5-.8z',
  arrived: 'M3 13h4l2 3h6l2-3h4M12 4v8m-3-3 3 3 3-3', eye: 'M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12m10 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
};
/** @param {string} name @param {string} [cls] */
export const icon = (name, cls = '') => html`<svg class="svg ${cls}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${paths[name] ?? paths.info}></path>`}</svg>`;

/** Each status's picture and colour. @type {Record<string, [string, string]>} */
const looks = {
  DRAFT: ['edit', 'still'], SUBMITTED: ['send', 'info'], VERIFYING: ['shield', 'wait'], PENDING_VALIDATION: ['clock', 'wait'], REGISTERED: ['hash', 'still'], REJECTED: ['alert', 'bad'],
  QUEUED: ['clock', 'still'], IN_DELIVERY: ['send', 'info'], PARTLY_DELIVERED: ['arrived', 'info'], DELIVERED: ['arrived', 'info'], RECEIVED: ['tick', 'info'], READ: ['eye', 'wait'], COMPLETED: ['tick', 'good'], UNDELIVERABLE: ['alert', 'bad'],
  TO_SIGN: ['sign', 'wait'], AWAITING_SIGNATURE: ['clock', 'wait'], PARTLY_SIGNED: ['sign', 'info'], SIGNED: ['sign', 'good'], DECLINED: ['close', 'bad'], CORRECTION_REQUESTED: ['edit', 'wait'], ANNULMENT_PROPOSED: ['minus', 'wait'], ANNULMENT_REFUSED: ['undo', 'still'], ANNULLED: ['minus', 'still'], EXPIRED: ['clock', 'bad'],
  ACTIVE: ['tick', 'good'], PAUSED: ['pause', 'still'], ISSUED: ['file', 'info'], PAID: ['tick', 'good'], OVERDUE: ['alert', 'bad'], CANCELLED: ['close', 'still'], ACCEPTED: ['tick', 'good'], REFUSED: ['close', 'bad'], DEEMED_ACCEPTED: ['clock', 'good'],
  CREATED: ['plus', 'still'], INVITED: ['mail', 'wait'], CONNECTED: ['link', 'good'], BLOCKED: ['lock', 'bad'], AWAITING_CONNECTION: ['clock', 'wait'], WITHDRAWN: ['undo', 'still'], EXTERNAL_SENT: ['mail', 'info'], EXTERNAL_VIEWED: ['eye', 'info'], EXTERNAL_FAILED: ['alert', 'bad'],
  PASSED: ['shield', 'good'], INDETERMINATE: ['info', 'wait'], FAILED: ['alert', 'bad'],
};
/** @param {string} status @returns {[string, string]} picture and colour: good, info, wait, bad, still */
export const look = (status) => looks[status] ?? ['info', 'still'];
