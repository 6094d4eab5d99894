// @ts-check
// Web Push of this browser. The worker at /push-worker.js does nothing but show what came: it keeps no page and no file.
import { PUSH_WORKER, script } from './trusted.js';

/** A browser whose maker's service is out of reach asks it again for hours; a person is told after this. */
const PATIENCE_MS = 30_000;

/** Asked of the browser and not answered yet: asking twice would register it twice. */
/** @type {Promise<PushSubscription> | null} */ let asked = null;

/** The person, or the browser in his place, did not permit notifications. */
export class Denied extends Error {}

export const possible = () => 'serviceWorker' in navigator && 'PushManager' in globalThis && isSecureContext;

/** This browser's subscription, if there is one. */
export async function current() {
  if (!possible()) return null;
  const there = await navigator.serviceWorker.getRegistration('/');
  return (await there?.pushManager.getSubscription()) ?? null;
}

/** By what the hub's list names a subscription: SHA-256 of its endpoint. @param {PushSubscription | null} it */
export async function digest(it) {
  if (!it) return null;
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(it.endpoint));
  return Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** Asks the person, then the browser, then tells the hub. @param {any} api @param {string} publicKey */
export async function subscribe(api, publicKey) {
  if ((await Notification.requestPermission()) !== 'granted') throw new Denied('denied');
  await navigator.serviceWorker.register(script(PUSH_WORKER), { scope: '/', updateViaCache: 'none' });
  const there = await navigator.serviceWorker.ready;
  asked ??= subscribed(there.pushManager, publicKey).finally(() => (asked = null));
  const it = await inTime(asked);
  await api.post('/v1/push-subscriptions', it.toJSON());
}

/** The hub may have another key by now than when this browser was asked first. @param {PushManager} at @param {string} key */
async function subscribed(at, key) {
  const how = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await at.subscribe(how);
  } catch (failed) {
    const old = /** @type {any} */ (failed).name === 'InvalidStateError' && (await at.getSubscription());
    if (!old) throw failed;
    await old.unsubscribe();
    return at.subscribe(how);
  }
}

/** @template T @param {Promise<T>} answer @returns {Promise<T>} */
const inTime = (answer) =>
  Promise.race([answer, new Promise((_, no) => setTimeout(() => no(new Error('no answer')), PATIENCE_MS))]);

export async function unsubscribe() {
  await (await current())?.unsubscribe();
}
