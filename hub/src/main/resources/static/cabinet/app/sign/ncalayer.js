// @ts-check
// NCALayer on this device: one question in one socket, the person answers in NCALayer's own window. Call it from a click only:
// the browser may ask for its permission, and refuses what comes out of the blue.
import { SignProblem } from './problem.js';

export const ADDRESS = 'wss://127.0.0.1:13579';
const HEARTBEAT = '--heartbeat--';

/**
 * Signs all contents in one dialog. The key never comes here.
 * @param {string[]} contents base64
 * @param {{address?: string, locale: string, stamp?: boolean, iin?: string, bin?: string, test?: boolean, signal?: AbortSignal}} how
 *   `stamp`: with a time-stamp of the trust centre; `iin`, `bin`: only such certificates are offered; `test`: also those of a test centre
 * @returns {Promise<string[]>} CMS in base64, in the order of the contents
 */
export function signWithNcaLayer(contents, how) {
  return new Promise((done, fail) => {
    if (how.signal?.aborted) return fail(new SignProblem('cancelled'));
    const socket = new WebSocket(how.address ?? ADDRESS);
    let asked = false;
    const stop = () => {
      fail(new SignProblem('cancelled'));
      socket.close();
    };
    how.signal?.addEventListener('abort', stop, { once: true });
    socket.onmessage = ({ data }) => {
      if (data === HEARTBEAT) return;
      const answer = parsed(data);
      if (!asked && answer?.result?.version) {
        asked = true;
        socket.send(JSON.stringify(question(contents, how)));
        return;
      }
      const signed = answer?.status && answer.body?.result ? [answer.body.result].flat().map(bare) : null;
      if (signed?.length === contents.length) done(signed);
      else if (answer?.status && !signed) fail(new SignProblem('cancelled'));
      else fail(new SignProblem('failed', answer?.message ?? answer?.code ?? 'answer'));
      socket.close();
    };
    socket.onclose = async () => fail(new SignProblem(asked ? 'failed' : (await isBlocked()) ? 'blocked' : 'absent'));
  });
}

/** @param {string[]} contents @param {any} how */
const question = (contents, how) => ({
  module: 'kz.gov.pki.knca.basics',
  method: 'sign',
  args: {
    allowedStorages: null,
    format: 'cms',
    data: contents,
    locale: how.locale === 'kk' ? 'kz' : how.locale,
    signingParams: { decode: true, encapsulate: false, digested: false, ...(how.stamp && { tsaProfile: {} }) },
    signerParams: {
      extKeyUsageOids: [],
      ...(how.bin ? { bin: how.bin } : how.iin ? { iin: how.iin } : {}),
      ...(how.test && { chain: [] }),
    },
  },
});

/** @param {string} data */
function parsed(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** PEM or base64 to base64 in one line. @param {string} text */
const bare = (text) => text.replace(/-----[A-Z0-9 ]+-----/g, '').replace(/\s/g, '');

/** Whether the browser itself stands between the page and this device (Local Network Access): a page of this device is never kept from it. */
export async function isBlocked() {
  if (/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(location.hostname)) return false;
  for (const name of ['loopback-network', 'local-network-access']) {
    try {
      return (await navigator.permissions.query(/** @type {any} */ ({ name }))).state !== 'granted';
    } catch {
      /* a browser without that guard, or with its older name */
    }
  }
  return false;
}
