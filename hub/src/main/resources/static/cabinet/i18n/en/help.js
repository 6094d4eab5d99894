export default {
  lead: 'Letters work while the focus is on a list or a document.', letters: 'Single-letter keys', lettersHint: 'Switch off if you dictate or press them by accident',
  'k.palette': 'find a document or a screen', 'k.move': 'along the rows', 'k.far': 'first, last, a page', 'k.choose': 'choose a row', 'k.extend': 'choose in a run', 'k.all': 'choose all that are loaded', 'k.open': 'open', 'k.sign': 'sign', 'k.decline': 'decline', 'k.download': 'download', 'k.turn': 'neighbouring document', 'k.search': 'search the list', 'k.pause': 'pause the activity', 'k.back': 'close the topmost', 'k.help': 'this help',
};
