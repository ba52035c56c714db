/** Changes as they happen, by server-sent events; what is missed while nobody listened is listed again. */

import { Refusal, Unreachable } from './api.js';
import { onSession } from './session.js';
import { follow } from './stream.js';

const FIRST_RETRY = 1000;
const LAST_RETRY = 30000;

const listeners = new Set();
const watchers = new Set();
let source = null;
let retry = null;
let pause = FIRST_RETRY;
let state = 'connecting';

/** Calls a function with (store, change) for every change, and with (null, {change: 'open'}) whenever all is to be listed again. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls a function with 'connecting', 'live', 'reconnecting', 'offline', 'paused' or 'out' (nobody is signed in), now and whenever it changes. */
export function onConnection(watcher) {
  watchers.add(watcher);
  watcher(state);
}

function become(next) {
  if (next !== state) {
    state = next;
    watchers.forEach((watcher) => watcher(state));
  }
}

function tell(store, change) {
  [...listeners].forEach((listener) => listener(store, change));
}

function lost() {
  become(navigator.onLine ? 'reconnecting' : 'offline');
}

function stop() {
  clearTimeout(retry);
  source?.abort();
  source = null;
}

/** Listens for changes for as long as somebody can see the page: a browser opens six connections to a server at most, for all its windows. */
export function listen() {
  const start = () => (document.hidden ? pauseUntilSeen() : connect());
  document.addEventListener('visibilitychange', start);
  window.addEventListener('online', start);
  window.addEventListener('offline', lost);
  onSession(() => {
    start();
    // Somebody else sees something else.
    tell(null, { change: 'open' });
  });
  start();
}

function pauseUntilSeen() {
  stop();
  become('paused');
}

async function connect() {
  stop();
  const current = new AbortController();
  source = current;
  const failure = await follow('events', current.signal, heard).catch((reason) => reason);
  if (source !== current) {
    return;
  }
  if (failure instanceof Refusal && failure.status === 401) {
    // There is nothing to wait for until somebody signs in.
    become('out');
    return;
  }
  if (failure !== undefined && !(failure instanceof Refusal) && !(failure instanceof Unreachable)) {
    console.error('An event could not be shown:', failure);
  }
  lost();
  retry = setTimeout(connect, pause);
  pause = Math.min(pause * 2, LAST_RETRY);
}

/** The first event says that every later change is told; what was before has to be listed. */
function heard(name, data) {
  if (name === 'open') {
    pause = FIRST_RETRY;
    become('live');
    tell(null, { change: 'open' });
  } else {
    tell(name, JSON.parse(data));
  }
}
