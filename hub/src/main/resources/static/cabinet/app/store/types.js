// @ts-check
// Types of documents that the cabinet has words for; a program may state any.
export const TYPES = [
  '',
  'CONTRACT',
  'ACT',
  'INVOICE',
  'WAYBILL',
  'POWER_OF_ATTORNEY',
  'RECONCILIATION',
  'LETTER',
  'ORDER',
  'NOTARIAL_DEED',
  'REAL_ESTATE_DEED',
  'OTHER',
];
