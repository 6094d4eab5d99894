// @ts-check
// People who are no clients get a document by a link in an e-mail, once it has its number.
import { api, newKey } from '../door.js';
import { lang } from '../i18n.js';

/** As the hub takes it (RFC 5321, without quoting). @param {string} typed */
export const isEmail = (typed) =>
  /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]([a-z\d-]*[a-z\d])$/i.test(
    typed,
  );

/**
 * One letter for each address, one after the other.
 * @param {string} number @param {string[]} emails
 * @returns {Promise<{address: string, state: string, problem?: any}[]>}
 */
export async function showTo(number, emails) {
  const told = [];
  for (const email of emails)
    try {
      const made = await api.post(
        `/v1/documents/${number}/outside-links`,
        { email, language: lang },
        { key: newKey() },
      );
      told.push({ address: email, state: made.state });
    } catch (problem) {
      told.push({ address: email, state: 'EXTERNAL_FAILED', problem });
    }
  return told;
}
