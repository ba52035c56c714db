/** The requests of the page. All addresses are relative, since the application may be below any path. */

import { authorization } from './session.js';

/** What the server refused: a problem of RFC 9457. */
export class Refusal extends Error {
  constructor(status, detail, errors) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

/** The server did not answer. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached.');
  }
}

let ahead = 0;

/** The time by the server's clock, which is what entries expire by. */
export function serverNow() {
  return Date.now() + ahead;
}

function compareClocks(response) {
  const date = Date.parse(response.headers.get('Date'));
  if (!Number.isNaN(date)) {
    // The header is up to a second behind; closer than two seconds the clocks count as equal.
    const difference = date + 500 - Date.now();
    ahead = Math.abs(difference) < 2000 ? 0 : difference;
  }
}

async function refusal(response) {
  try {
    const problem = await response.json();
    return new Refusal(response.status, problem.detail, problem.errors ?? []);
  } catch {
    return new Refusal(response.status, `The server answered ${response.status}.`, []);
  }
}

function nextCursor(response) {
  const next = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get('Link') ?? '');
  return next === null ? null : new URL(next[1], document.baseURI).searchParams.get('cursor');
}

/** Sends a request for whoever is signed in, and resolves to the answer when it is a good one. Rejects with a Refusal or as Unreachable. */
export async function ask(path, request) {
  let response;
  try {
    response = await fetch(path, { ...request, headers: { ...authorization(), ...request.headers } });
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) {
    throw await refusal(response);
  }
  return response;
}

/**
 * Sends a request and resolves to what came of it: {body, etag, expires, next}. A value that is an object goes as JSON, another one as
 * plain text. Rejects with a Refusal or as Unreachable.
 */
export async function send(method, path, { value, headers = {} } = {}) {
  const request = { method, headers: { ...headers }, cache: 'no-cache' };
  if (value !== undefined) {
    const json = typeof value === 'object';
    request.body = json ? JSON.stringify(value) : value;
    request.headers['Content-Type'] = json ? 'application/json' : 'text/plain;charset=UTF-8';
  }
  const response = await ask(path, request);
  let text;
  try {
    text = await response.text();
  } catch {
    throw new Unreachable();
  }
  compareClocks(response);
  const sunset = Date.parse(response.headers.get('Sunset'));
  return {
    body: (response.headers.get('Content-Type') ?? '').includes('json') ? JSON.parse(text) : text,
    etag: response.headers.get('ETag'),
    expires: Number.isNaN(sunset) ? null : sunset,
    next: nextCursor(response),
  };
}
