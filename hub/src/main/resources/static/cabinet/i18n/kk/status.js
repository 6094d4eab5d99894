export default {
  DRAFT: 'Жоба', SUBMITTED: 'Жіберілді', VERIFYING: 'Тексерілуде', PENDING_VALIDATION: 'Тексеруді күтуде', REGISTERED: 'Тіркелді', REJECTED: 'Тексеруден өтпеді',
  QUEUED: 'Кезекте', IN_DELIVERY: 'Жеткізілуде', PARTLY_DELIVERED: 'Ішінара жеткізілді', DELIVERED: 'Жеткізілді', RECEIVED: 'Алынды', READ: 'Оқылды', COMPLETED: 'Барлығына жеткізілді', UNDELIVERABLE: 'Жеткізілмеді',
  TO_SIGN: 'Қол қою қажет', AWAITING_SIGNATURE: 'Қол қоюды күтуде', PARTLY_SIGNED: 'Ішінара қол қойылды', SIGNED: 'Қол қойылды', DECLINED: 'Қабылданбады', CORRECTION_REQUESTED: 'Түзетуге қайтарылды', ANNULMENT_PROPOSED: 'Күшін жою ұсынылды', ANNULMENT_REFUSED: 'Күшін жоюға келіспеді', ANNULLED: 'Күші жойылды', EXPIRED: 'Жауап мерзімі өтті',
  WITHDRAWN: 'Қайтарып алынды', AWAITING_CONNECTION: 'Қосылуды күтуде', EXTERNAL_SENT: 'Сілтеме жіберілді', EXTERNAL_VIEWED: 'Сілтеме ашылды', EXTERNAL_FAILED: 'Жіберу мүмкін болмады',
  PASSED: 'Жарамды', INDETERMINATE: 'Анықталмады', FAILED: 'Жарамсыз',
};
