export default {
  'title.in': 'Inbox', 'title.out': 'Sent', 'search.in': 'Title, sender, number', 'search.out': 'Title, recipient, number',
  documents: { one: '{n} document', other: '{n} documents' }, fresh: { one: '{n} new document', other: '{n} new documents' }, chosen: { one: '{n} selected', other: '{n} selected' }, withChosen: 'With the selected',
  signN: 'Sign ({n})', noneToSign: 'None of the selected waits for your signature', download: 'Download', markRead: 'Mark read', clear: 'Clear selection',
  marked: { one: '{n} document marked as read', other: '{n} documents marked as read' },
  filter: 'Filter', byStatus: 'By status', period: 'Period', from: 'From', to: 'To', today: 'Today', week: '7 days', month: '30 days', 'party.in': 'BIN/IIN of the sender', 'party.out': 'BIN/IIN of the recipient', partyHint: '12 digits', clearFilters: 'Clear filters',
  old: 'Unread for more than 72 hours', days: { one: '{n} day', other: '{n} days' }, legs: '{n} of {of} received',
  notLoaded: 'Could not load, trying again', nothingFound: 'Nothing found', nothingFoundText: 'Change the search or clear the filters.',
  'empty.in': 'No documents yet', 'emptyText.in': 'Documents from counterparties appear here without reloading. Your address in the hub: {id}.', 'empty.out': 'You have not sent anything yet', 'emptyText.out': 'What you send, and how far it has come, appears here.', invite: 'Invite a counterparty',
  tooLarge: 'The file is too large for this way of signing', bulkTitle: { one: 'Sign {n} document', other: 'Sign {n} documents' }, signer: 'Signer', senders: { one: '{n} sender', other: '{n} senders' },
  bulkState: '{over} of {n} done · signed {ok} · failed {bad}', stop: 'Stop', retryN: 'Try {n} again', goOn: 'Go on ({n})', ready: 'Done',
  'item.waits': 'waiting', 'item.fetched': 'fetched', 'item.signed': 'signature made', 'item.sending': 'sending…', 'item.done': 'signed', 'item.pending': 'awaiting validation', 'item.failed': 'failed', 'item.skipped': 'skipped',
  worth: 'worth',
};
