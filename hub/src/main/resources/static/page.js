// The development page: a test person's box, moving live. The cabinet proper comes later.
import { Account, call } from './hub.js';
import { speak, word } from './words.js';

const $ = id => document.getElementById(id);
const show = (id, on = true) => { $(id).hidden = !on; };
const EVENTS_SHOWN = 100;

let people = [];
let account = null;
let stop = null;
let opened = null;

/** Runs what a button does: busy meanwhile, a refusal told above. */
async function busy(button, action) {
  show('problem', false);
  button.disabled = true;
  try {
    await action();
  } catch (refused) {
    $('problem').textContent = refused.message;
    show('problem');
  } finally {
    button.disabled = false;
  }
}

const taxId = person => person.bin ?? person.iin ?? person.foreignId;
const described = person => [person.name, person.organization, person.role].filter(Boolean).join(' · ');

function choice(select, list, label) {
  select.replaceChildren(...list.map(person => new Option(label(person), person.id)));
}

async function enter() {
  stop?.abort();
  account = new Account(people.find(person => person.id === $('person').value));
  await account.signIn();
  await refresh();
}

async function refresh() {
  const { person, participant } = account;
  const active = participant?.status === 'ACTIVE';
  $('selfName').textContent = participant?.name ?? described(person);
  $('selfFacts').textContent = [described(person), participant && `${participant.country} ${participant.taxId} · ${participant.status}`].filter(Boolean).join(' — ');
  show('self');
  const mayAccept = !person.organization || person.role === 'FIRST_HEAD' || Boolean(person.foreignId);
  show('join', !active && mayAccept);
  show('needHead', !active && !mayAccept);
  show('office', active);
  if (!active) return;
  const others = people.filter(other => taxId(other) !== taxId(person) && other.id !== 'operator');
  const seen = new Set();
  choice($('to'), others.filter(other => !seen.has(taxId(other)) && seen.add(taxId(other))), other => `${other.organization ?? other.name} (${taxId(other)})`);
  $('events').replaceChildren();
  await list();
  stop = new AbortController();
  account.follow({ event: happened, state: pulse, signal: stop.signal });
}

function pulse(on) {
  $('pulse').className = on ? 'pulse on' : 'pulse';
  $('pulse').textContent = word(on ? 'on' : 'off');
}

function happened(event) {
  const item = document.createElement('li');
  item.value = Number(event.sequence);
  const kind = document.createElement('b');
  kind.textContent = event.type.replace('kz.centerpro.', '');
  const number = document.createElement('code');
  number.textContent = /^[0-9]{20}$/.test(event.subject ?? '') ? event.subject : '';
  item.append(new Date(event.time).toLocaleTimeString(), ' ', kind, ' ', number, ' ', event.data?.title ?? '');
  $('events').prepend(item);
  while ($('events').children.length > EVENTS_SHOWN) $('events').lastChild.remove();
  if (/document\.(arrived|received|read)$/.test(event.type)) later();
}

let planned = 0;
function later() {
  clearTimeout(planned);
  planned = setTimeout(() => list().catch(() => {}), 150);
}

async function list() {
  const page = await (await account.call('GET', '/v1/documents?box=in&limit=20')).json();
  $('inbox').replaceChildren(...page.items.map(row));
}

function row(item) {
  const line = document.createElement('tr');
  for (const text of [item.number, item.title, item.sender.name, item.status]) {
    line.insertCell().textContent = text;
  }
  const button = document.createElement('button');
  button.textContent = word('open');
  button.setAttribute('aria-label', `${word('open')} ${item.number}`);
  button.onclick = () => busy(button, () => open(item));
  line.insertCell().append(button);
  return line;
}

async function open(item) {
  const answer = await account.call('GET', `/v1/documents/${item.number}/content`, { headers: { Accept: '*/*' } });
  const text = await answer.text();
  opened = item.number;
  $('openedTitle').textContent = `${item.title} · ${item.signers.map(by => `${by.name}, ${by.role}, ${by.algorithm}`).join('; ')}`;
  $('opened').textContent = text.slice(0, 20000);
  ['openedTitle', 'opened', 'read'].forEach(id => show(id));
  $('openedTitle').focus();
}

async function send() {
  const to = people.find(person => person.id === $('to').value);
  const answer = await account.send({ country: to.country, taxId: taxId(to) }, $('title').value, $('text').value);
  $('sent').textContent = answer.number ? `${word('sentAs')} ${answer.number}` : `${word('parked')} ${answer.submissionId}`;
  $('send').reset();
}

const submitted = (form, action) => form.addEventListener('submit', event => {
  event.preventDefault();
  busy(form.querySelector('button'), action);
});

document.querySelectorAll('[data-lang]').forEach(button => button.addEventListener('click', () => speak(button.dataset.lang)));
submitted($('enter'), enter);
submitted($('send'), send);
$('join').onclick = () => busy($('join'), async () => { await account.join(); await refresh(); });
$('read').onclick = () => busy($('read'), () => account.call('POST', `/v1/documents/${opened}/receipts`, { body: { kind: 'READ' } }));

speak();
try {
  people = await (await call('GET', '/dev/people')).json();
  choice($('person'), people, described);
  show('entrance');
} catch {
  show('closed');
}
