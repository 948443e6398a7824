'use strict';
// An integration of OS2mo in plain Node, written from the description of FastRAMQPI's event loop alone (docs/os2mo.md §2): it declares a namespace and
// a listener, fetches in parallel, posts each event to its own handler, acknowledges what the handler answers with 2xx, leaves the rest to be delivered
// again, and pauses all its fetchers for as long as Retry-After says.
// {mo, parallelism} → {}: declares and begins to fetch.
// {send: [subject …]} → {}: sends events, one document each.
// {reset: true} → {}: makes failed events fetchable at once, as FastRAMQPI's plug-in for pytest does. No fetch that began before a pause is under way then.
// {acknowledged, failed} → {handled: [{subject, attempt, status, at}], pending: number}: what the handler has answered, as soon as there are that many of both.
const http = require('node:http');
const { once } = require('node:events');
const { setTimeout: sleep } = require('node:timers/promises');
const { serve } = require('./lines.js');

const IDLE = 50; // FastRAMQPI sleeps 5 s when there is no event, and less in tests.
const namespace = `integration-${process.pid}`;
const handled = [];
let acknowledged = 0;
let failed = 0;
let fetching = 0;
let wake = () => {};
let base;
let graphql;
let listener;
let pausedUntil = 0;

// The handler: what fails, fails at the first attempt only.
const handler = http.createServer(async (request, response) => {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  const { subject } = JSON.parse(body);
  const attempt = handled.filter((each) => each.subject === subject).length + 1;
  const status = attempt > 1 ? 204 : subject.startsWith('broken') ? 500 : subject.startsWith('busy') ? 503 : 200;
  handled.push({ subject, attempt, status, at: performance.now() });
  response.writeHead(status, status === 503 ? { 'Retry-After': '1' } : {}).end();
}).listen(0, '127.0.0.1');
const listening = once(handler, 'listening');

async function send(query, variables) {
  const response = await fetch(graphql, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function handle({ subject, priority, token }) {
  const response = await fetch(`http://127.0.0.1:${handler.address().port}/handle`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'x-request-id': crypto.randomUUID() }, body: JSON.stringify({ subject, priority }),
  });
  if (response.ok) {
    await send('mutation AcknowledgeEvent($token: EventToken!) { event_acknowledge(input: {token: $token}) }', { token });
    acknowledged++;
    wake();
    return;
  }
  const pause = response.headers.get('Retry-After');
  if (pause) pausedUntil = Math.max(pausedUntil, performance.now() + 1000 * Number(pause));
  failed++;
  wake();
}

async function run() {
  for (;;) {
    const left = pausedUntil - performance.now();
    if (left > 0) await sleep(left);
    fetching++;
    const { event_fetch: event } = await send(
      'query FetchEvent($listener: UUID!) { event_fetch(filter: {listener: $listener}) { subject priority token } }', { listener });
    fetching--;
    wake();
    if (event) await handle(event);
    else await sleep(IDLE);
  }
}

async function start({ mo, parallelism }) {
  await listening;
  base = mo.replace(/\/$/, '');
  graphql = `${base}/graphql/v25`;
  await send('mutation DeclareEventNamespace($input: NamespaceCreateInput!) { event_namespace_declare(input: $input) { name } }',
    { input: { name: namespace, public: false } });
  const made = await send('mutation DeclareEventListener($input: ListenerCreateInput!) { event_listener_declare(input: $input) { uuid } }',
    { input: { namespace, user_key: 'loop', routing_key: 'thing' } });
  listener = made.event_listener_declare.uuid;
  for (let i = 0; i < parallelism; i++) run().catch((error) => { console.error(error); process.exit(1); });
  return {};
}

serve(async (question) => {
  if (question.mo) return start(question);
  if (question.send) {
    for (const subject of question.send)
      await send('mutation _Testing_SendEvent($input: EventSendInput!) { event_send(input: $input) }',
        { input: { namespace, routing_key: 'thing', subject } });
    return {};
  }
  if (question.reset) {
    while (fetching > 0) await new Promise((done) => { wake = done; });
    const response = await fetch(`${base}/testing/events/reset-last-tried`, { method: 'POST' });
    if (response.status !== 204) throw new Error(`${response.status}`);
    return {};
  }
  while (acknowledged < question.acknowledged || failed < question.failed) await new Promise((done) => { wake = done; });
  const { event_listeners: found } = await send('query($uuid: UUID!) { event_listeners(filter: {uuids: [$uuid]}) { objects { events { subject } } } }',
    { uuid: listener });
  return { handled, pending: found.objects[0].events.length };
}).then(() => process.exit());
