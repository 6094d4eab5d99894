export default {
  'not_found.todo': 'There is no such thing here, or it is not for you. Check the number or the link.',
  'rate_limited.todo': 'Too many requests: try again a little later.',
  'dependency_unavailable.todo': 'A part of the hub cannot be reached. Try again later: nothing is done twice.',
  'internal.todo': 'The fault is ours. Copy the details and send them to support.',
  'access_suspended.todo':
    'The operator has suspended access for a breach of clause {clause} (clause 5.3.7): “{reason}”. Write to the operator’s support to have it restored.',
  'product_suspended.todo':
    'The operator has suspended sending for a breach of clause {clause} (clause 5.3.7): “{reason}”. Reading, evidence and paying go on. Write to the operator’s support.',
  'terminated.todo':
    'The agreement with this participant has ended: nobody signs in any more. What was sent and received stays with its counterparties. Questions go to the operator’s support.',
  'access_blocked.todo': 'The operator has closed this access (clause 5.3.8).',
};
