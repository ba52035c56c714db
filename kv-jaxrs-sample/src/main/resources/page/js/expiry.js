/** Counts down to the moments at which entries expire. */

import { serverNow } from './api.js';
import { setText } from './dom.js';

const UNITS = [
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** Seconds in words, with the two largest units: "2 h 5 min". */
export function duration(seconds) {
  let rest = seconds;
  const parts = [];
  for (const [unit, size] of UNITS) {
    if (rest >= size && parts.length < 2) {
      parts.push(`${Math.floor(rest / size)} ${unit}`);
      rest %= size;
    } else if (parts.length > 0) {
      break;
    }
  }
  return parts.length > 0 ? parts.join(' ') : '0 s';
}

/** Whole seconds that are left, rounded up. */
export function secondsLeft(expires) {
  return Math.max(0, Math.ceil((expires - serverNow()) / 1000));
}

/** Shows in an element how long an entry has left; "never" when it does not expire. */
export function showExpiry(element, expires) {
  if (expires === null) {
    setText(element, 'never');
    delete element.dataset.urgency;
    return;
  }
  const left = secondsLeft(expires);
  setText(element, left > 0 ? duration(left) : 'gone');
  element.dataset.urgency = left <= 10 ? 'now' : 'later';
}
