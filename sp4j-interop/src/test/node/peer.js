// A pair socket over WebSocket by hand, on the package ws: one frame is one message. It does what the lines on its standard
// input say; LineSocket.java describes them. Its argument is the folder that has node_modules.
'use strict';

const fs = require('fs');
const https = require('https');
const path = require('path');
const readline = require('readline');

const folder = path.join(process.argv[2], 'node_modules/ws');
const { WebSocket, WebSocketServer } = require(folder);

const PROTOCOL = 'pair.sp.nanomsg.org';
const received = [];
const waiting = [];
const opened = [];
const awaiting = [];
let connection;

function hand(to, queue, value) {
  const next = to.shift();
  if (next) next(value);
  else queue.push(value);
}

const take = (queue, waiters) =>
  queue.length ? queue.shift() : new Promise((resolve) => waiters.push(resolve));

function use(socket) {
  connection = socket;
  socket.on('message', (data) => hand(waiting, received, data));
  hand(awaiting, opened, socket);
}

function secrets([authority, identity]) {
  if (!authority) return {};
  const pem = fs.readFileSync(identity);
  return { ca: fs.readFileSync(authority), cert: pem, key: pem };
}

async function listen(url, ...files) {
  const { hostname, port, protocol } = new URL(url);
  const options = { handleProtocols: (offered) => offered.has(PROTOCOL) && PROTOCOL };
  const where = protocol === 'wss:'
    ? https.createServer({ ...secrets(files), requestCert: true }).listen(Number(port), hostname)
    : undefined;
  const server = where
    ? new WebSocketServer({ ...options, server: where })
    : new WebSocketServer({ ...options, host: hostname, port: Number(port) });
  server.on('connection', use);
  await new Promise((resolve, reject) => server.on('listening', resolve).on('error', reject));
  return url;
}

function dial(url, ...files) {
  const socket = new WebSocket(url, PROTOCOL, secrets(files));
  socket.on('open', () => use(socket));
  socket.on('error', () => setTimeout(() => dial(url, ...files), 10));
}

const words = {
  version: () => require(path.join(folder, 'package.json')).version,
  open: () => undefined,
  listen,
  dial,
  await: async () => {
    await take(opened, awaiting);
  },
  send: (body = '') => new Promise((resolve, reject) =>
    connection.send(Buffer.from(body, 'base64'), (error) => (error ? reject(error) : resolve()))),
  recv: async () => (await take(received, waiting)).toString('base64'),
};

readline.createInterface({ input: process.stdin })
  .on('line', async (line) => {
    const [word, ...rest] = line.split(' ').filter(Boolean);
    try {
      console.log(`ok ${(await words[word](...rest)) ?? ''}`);
    } catch (e) {
      console.log(`failed ${e}`);
    }
  })
  .on('close', () => process.exit());
