/** Changes as they happen, by server-sent events; what is missed while nobody listened is listed again. */

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

/** Calls a function with 'connecting', 'live', 'reconnecting', 'offline' or 'paused', now and whenever it changes. */
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
  source?.close();
  source = null;
}

/**
 * Listens for the changes of stores for as long as somebody can see the page: a browser opens six connections to a server at most, for
 * all its windows together.
 */
export function listen(stores) {
  const start = () => (document.hidden ? pauseUntilSeen() : connect(stores));
  document.addEventListener('visibilitychange', start);
  window.addEventListener('online', start);
  window.addEventListener('offline', lost);
  start();
}

function pauseUntilSeen() {
  stop();
  become('paused');
}

function connect(stores) {
  stop();
  const current = new EventSource('events');
  source = current;
  // EventSource has an event "open" of its own, without data, which says less than ours.
  current.addEventListener('open', (event) => {
    if (event instanceof MessageEvent) {
      pause = FIRST_RETRY;
      become('live');
      tell(null, { change: 'open' });
    }
  });
  for (const store of stores) {
    current.addEventListener(store, (event) => tell(store, JSON.parse(event.data)));
  }
  current.addEventListener('error', () => {
    if (source !== current) {
      return;
    }
    lost();
    // The browser tries again by itself unless it got an answer that it takes for final, such as 503 or 404.
    if (current.readyState === EventSource.CLOSED) {
      retry = setTimeout(() => connect(stores), pause);
      pause = Math.min(pause * 2, LAST_RETRY);
    }
  });
}
