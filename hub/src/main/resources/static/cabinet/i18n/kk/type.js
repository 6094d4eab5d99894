export default {
  none: 'Көрсетілмеген',
  CONTRACT: 'Шарт',
  ACT: 'Акт',
  INVOICE: 'Төлем шоты',
  WAYBILL: 'Жүкқұжат',
  POWER_OF_ATTORNEY: 'Сенімхат',
  RECONCILIATION: 'Салыстыру актісі',
  LETTER: 'Хат',
  ORDER: 'Өтінім',
  NOTARIAL_DEED: 'Нотариаттық құжат',
  REAL_ESTATE_DEED: 'Жылжымайтын мүлік мәмілесі',
  OTHER: 'Басқа',
};
