// The real protocol of the hub. Only `sign` is simulated: it stands where NCALayer or a token would sign.
import { language } from './words.js';

export class Refused extends Error {
  constructor(status, problem) {
    super([problem.title ?? status, problem.detail, problem.reason].filter(Boolean).join(' — '));
    this.status = status;
    this.problem = problem;
  }
}

export async function call(method, path, { token, body, headers = {} } = {}) {
  const json = body !== undefined && !(body instanceof FormData);
  const response = await fetch(path, {
    method,
    headers: {
      Accept: 'application/json', 'Accept-Language': language(),
      ...(token && { Authorization: `Bearer ${token}` }), ...(json && { 'Content-Type': 'application/json' }), ...headers,
    },
    body: json ? JSON.stringify(body) : body,
  });
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
  return response;
}

const bytes = text => new TextEncoder().encode(text);
const base64 = data => btoa(Array.from(data, octet => String.fromCharCode(octet)).join(''));
const unbase64 = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));

export class Account {
  constructor(person) {
    this.person = person;
    this.token = null;
    this.participant = null;
  }

  async sign(text) {
    const answer = await call('POST', '/dev/signatures', { body: { person: this.person.id, content: base64(bytes(text)) } });
    return (await answer.json()).signature;
  }

  async signIn() {
    const { challenge } = await (await call('POST', '/v1/auth/challenges', { body: {} })).json();
    const signature = await this.sign(challenge);
    const answer = await (await call('POST', '/v1/auth/tokens', { body: { challenge, signature } })).json();
    this.token = answer.accessToken;
    this.participant = answer.participant ?? null;
    return answer.signatory;
  }

  /** A call in this person's name; a token that has ended is replaced once. */
  async call(method, path, options = {}) {
    try {
      return await call(method, path, { ...options, token: this.token });
    } catch (refused) {
      if (refused.status !== 401) throw refused;
      await this.signIn();
      return call(method, path, { ...options, token: this.token });
    }
  }

  async join() {
    if (!this.participant) {
      const answer = await (await this.call('POST', '/v1/participants', { body: this.registration() })).json();
      this.token = answer.accessToken;
      this.participant = answer.participant;
    }
    const asked = await (await this.call('GET', '/v1/offers/current/statement')).json();
    await this.call('POST', '/v1/acceptances', {
      body: {
        statement: asked.statement, signature: await this.sign(asked.statement), offerNo: asked.offerNo,
        policyNo: asked.policyNo, language: language() === 'kk' ? 'kk' : 'ru',
      },
    });
    await this.signIn();
  }

  registration() {
    const { id, organization, foreignId, country, name } = this.person;
    const kind = organization ? 'LEGAL_ENTITY' : { entrepreneur: 'ENTREPRENEUR', 'self-employed': 'SELF_EMPLOYED' }[id] ?? 'INDIVIDUAL';
    return foreignId ? { kind, country, taxId: foreignId, name: organization ?? name } : { kind };
  }

  async send(recipient, title, text) {
    const form = new FormData();
    const metadata = { title, fileName: 'document.txt', mediaType: 'text/plain; charset=utf-8', recipients: [recipient] };
    form.append('metadata', new Blob([JSON.stringify(metadata)], { type: 'application/json' }));
    form.append('signature', new Blob([unbase64(await this.sign(text))]), 'signature.p7s');
    form.append('content', new Blob([bytes(text)]), 'document.txt');
    const headers = { 'Idempotency-Key': crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` };
    return (await this.call('POST', '/v1/documents', { body: form, headers })).json();
  }

  /** Follows the box until `signal` aborts; reconnects and goes on after the last event heard. */
  async follow({ event, state, signal }) {
    let cursor = null;
    for (let pause = 1000; !signal.aborted;) {
      try {
        const headers = { Accept: 'text/event-stream', Authorization: `Bearer ${this.token}`, ...(cursor && { 'Last-Event-ID': cursor }) };
        const response = await fetch('/v1/events', { headers, signal });
        if (response.status === 401) await this.signIn();
        if (response.status === 410) cursor = null;
        if (response.ok) {
          for await (const frame of frames(response.body)) {
            if (frame.event === 'problem') break;
            if (frame.id) cursor = frame.id;
            state(true);
            pause = 1000;
            if (frame.event !== 'hello' && frame.data) event(JSON.parse(frame.data));
          }
        }
      } catch (cut) {
        if (signal.aborted) return;
      }
      state(false);
      await new Promise(done => setTimeout(done, pause * (0.5 + Math.random())));
      pause = Math.min(pause * 2, 20000);
    }
  }
}

async function* frames(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = '', part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (rest + part.value).split('\n\n');
    rest = whole.pop();
    for (const text of whole) {
      const frame = {};
      for (const line of text.split('\n')) {
        const colon = line.indexOf(':');
        if (colon > 0) frame[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
      }
      yield frame;
    }
  }
}
