export default {
  none: 'Не указан',
  CONTRACT: 'Договор',
  ACT: 'Акт',
  INVOICE: 'Счёт',
  WAYBILL: 'Накладная',
  POWER_OF_ATTORNEY: 'Доверенность',
  RECONCILIATION: 'Акт сверки',
  LETTER: 'Письмо',
  ORDER: 'Заявка',
  NOTARIAL_DEED: 'Нотариальный документ',
  REAL_ESTATE_DEED: 'Сделка с недвижимостью',
  OTHER: 'Другой',
};
