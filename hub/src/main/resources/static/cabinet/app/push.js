// @ts-check
// Web Push of this browser. The worker at /push-worker.js does nothing but show what came: it keeps no page and no file.
import { PUSH_WORKER, script } from './trusted.js';

export const possible = () => 'serviceWorker' in navigator && 'PushManager' in globalThis && isSecureContext;

/** This browser's subscription, if there is one. */
export async function current() {
  if (!possible()) return null;
  const there = await navigator.serviceWorker.getRegistration('/');
  return (await there?.pushManager.getSubscription()) ?? null;
}

/** Asks the person, then the browser, then tells the hub. @param {any} api @param {string} publicKey */
export async function subscribe(api, publicKey) {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
  await navigator.serviceWorker.register(script(PUSH_WORKER), { scope: '/', updateViaCache: 'none' });
  const there = await navigator.serviceWorker.ready;
  const it = await there.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  await api.post('/v1/push-subscriptions', it.toJSON());
}
export async function unsubscribe() {
  await (await current())?.unsubscribe();
}
