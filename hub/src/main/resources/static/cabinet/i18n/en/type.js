export default {
  none: 'Not stated',
  CONTRACT: 'Contract',
  ACT: 'Act',
  INVOICE: 'Invoice',
  WAYBILL: 'Waybill',
  POWER_OF_ATTORNEY: 'Power of attorney',
  RECONCILIATION: 'Reconciliation act',
  LETTER: 'Letter',
  ORDER: 'Order',
  NOTARIAL_DEED: 'Notarial deed',
  REAL_ESTATE_DEED: 'Real estate deed',
  OTHER: 'Other',
};
