export default {
  DRAFT: 'Draft', SUBMITTED: 'Sent', VERIFYING: 'Verifying', PENDING_VALIDATION: 'Awaiting validation', REGISTERED: 'Registered', REJECTED: 'Failed verification',
  QUEUED: 'Queued', IN_DELIVERY: 'In delivery', PARTLY_DELIVERED: 'Partly delivered', DELIVERED: 'Delivered', RECEIVED: 'Received', READ: 'Read', COMPLETED: 'Delivered to all', UNDELIVERABLE: 'Undeliverable',
  TO_SIGN: 'To sign', AWAITING_SIGNATURE: 'Awaiting signature', PARTLY_SIGNED: 'Partly signed', SIGNED: 'Signed', DECLINED: 'Declined', CORRECTION_REQUESTED: 'Correction requested', ANNULMENT_PROPOSED: 'Annulment offered', ANNULMENT_REFUSED: 'Annulment refused', ANNULLED: 'Annulled', EXPIRED: 'Time to answer is over',
  WITHDRAWN: 'Withdrawn', AWAITING_CONNECTION: 'Awaiting counterparty', EXTERNAL_SENT: 'Link sent', EXTERNAL_VIEWED: 'Link opened', EXTERNAL_FAILED: 'Sending failed',
  PASSED: 'Valid', INDETERMINATE: 'Indeterminate', FAILED: 'Invalid',
};
