'use strict';
// An endpoint of HTTP triggers in plain Node: the documented example. Its trigger blocks the creation of org units that are named "Forbidden".
// {} → {"address": …, "posted": […]}: the address of the endpoint, and the bodies that were posted to it so far, as they came.
const http = require('node:http');
const { once } = require('node:events');
const { serve } = require('./lines.js');

const triggers = [{ event_type: 'ON_BEFORE', request_type: 'CREATE', role_type: 'org_unit', url: '/triggers/ou/create', timeout: 60 }];
const posted = [];

const server = http.createServer(async (request, response) => {
  const answer = (status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (request.method === 'GET' && request.url === '/triggers') return answer(200, triggers);
  if (request.method !== 'POST' || request.url !== '/triggers/ou/create') return answer(404, { detail: 'Not found' });
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += part;
  posted.push(body);
  const { name } = JSON.parse(body).request;
  return name === 'Forbidden' ? answer(400, { detail: `A unit may not be named ${name}.` }) : answer(200, null);
}).listen(0, '127.0.0.1');
const listening = once(server, 'listening');

serve(async () => {
  await listening;
  return { address: `http://127.0.0.1:${server.address().port}`, posted };
}).then(() => process.exit());
