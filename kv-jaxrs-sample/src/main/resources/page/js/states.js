/** What a list shows when it has no rows to show: it is loading, there are none, or something is wrong. */

import { Unreachable } from './api.js';
import { h } from './dom.js';
import { signIn } from './signin.js';

const SVG = 'http://www.w3.org/2000/svg';

function icon(path) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 48 48');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

const KEY = 'M22 24a7 7 0 1 1-14 0a7 7 0 0 1 14 0ZM22 24h18M34 24v7M40 24v5';
const PLUG = 'M18 8v9M30 8v9M13 17h22v6a11 11 0 0 1-22 0ZM24 34v8';
const WARNING = 'M24 9 42 39H6ZM24 20v9M24 33.5v.5';

/** Grey bars in the place of rows. */
export function loading() {
  return h(
    'div',
    { class: 'loading', role: 'status' },
    h('span', { class: 'unseen' }, 'Loading'),
    ...[1, 2, 3].map(() => h('div', { class: 'bar' })),
  );
}

/** There is nothing, and what to do about it. */
export function nothing(collection, prefix, create) {
  return h(
    'div',
    { class: 'empty' },
    icon(KEY),
    h('p', { class: 'empty-title' }, prefix === '' ? `No ${collection.one} yet` : 'No key begins with this'),
    h(
      'p',
      {},
      prefix === ''
        ? 'What you make here is kept by the engine behind the store, and shows in every window at once.'
        : 'Upper and lower case differ, and slashes are characters like any other.',
    ),
    prefix === '' ? h('button', { type: 'button', onclick: create }, `Make the first ${collection.one}`) : null,
  );
}

/** Whether a failure is for want of a token, or of a better one. */
export function denied(failure) {
  return failure.status === 401 || failure.status === 403;
}

/** This is for others, or for whoever signs in. */
function closed(failure) {
  const unknown = failure.status === 401;
  return h(
    'div',
    { class: 'empty', role: 'status' },
    icon(KEY),
    h('p', { class: 'empty-title' }, unknown ? 'Sign in to see this' : 'Only admins see this'),
    h('p', {}, unknown ? 'The application asks for a token.' : 'Your token is good, and lacks the group \u201cadmin\u201d.'),
    unknown ? h('button', { type: 'button', onclick: signIn }, 'Sign in') : null,
  );
}

/** Something is wrong; rows of before may still be there. */
export function failed(failure, rows, again) {
  if (denied(failure)) {
    return closed(failure);
  }
  const away = failure instanceof Unreachable;
  return h(
    'div',
    { class: 'failed', role: 'alert' },
    icon(away ? PLUG : WARNING),
    h('p', { class: 'empty-title' }, away ? 'The server cannot be reached' : 'This cannot be listed'),
    h(
      'p',
      {},
      away ? 'The page goes on trying, and lists again by itself.' : failure.message,
      rows ? ' Below is what was known before.' : '',
    ),
    h('button', { type: 'button', onclick: again }, 'Try again'),
  );
}
