/** Server-sent events by fetch: unlike EventSource it can send a token, and tells why there are none. */

import { ask, Unreachable } from './api.js';

/** Longer than two of the server's heartbeats: a connection may be dead without a word. */
const SILENCE = 45_000;

/** Reads on, and gives a connection up that has been silent for too long. */
async function read(reader) {
  let timer;
  const silence = new Promise((resolve) => {
    timer = setTimeout(resolve, SILENCE);
  });
  try {
    const part = await Promise.race([reader.read(), silence]);
    if (part !== undefined) {
      return part;
    }
  } catch {
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
  // Not waited for, and whatever becomes of it: the connection is dead.
  reader.cancel().catch(() => undefined);
  throw new Unreachable();
}

/**
 * Calls told(name, data) for every event until the stream ends. Rejects as ask() does, and as Unreachable when the stream breaks.
 * What it takes is the format of the HTML standard, without ids and delays, which the page has no use for.
 */
export async function follow(path, signal, told) {
  const response = await ask(path, { headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  let name = 'message';
  let data = [];

  function take(line) {
    if (line === '') {
      if (data.length > 0) {
        told(name, data.join('\n'));
      }
      name = 'message';
      data = [];
      return;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (field === 'event') {
      name = value;
    } else if (field === 'data') {
      data.push(value);
    }
  }

  for (;;) {
    const part = await read(reader);
    if (part.done) {
      return;
    }
    const lines = (unread + part.value).split(/\r\n|\n|\r(?!$)/);
    unread = lines.pop();
    lines.forEach(take);
  }
}
