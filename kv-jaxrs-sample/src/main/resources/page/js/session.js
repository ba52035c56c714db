/** Who uses the page: a token of theirs, where the application asks for one. It is forgotten with the window. */

/** Whether the application asks for tokens. */
export const tokensNeeded = document.documentElement.dataset.protection === 'on';

/** Applications at the same host share what a window remembers. */
const REMEMBERED = `token of ${new URL(document.baseURI).pathname}`;

const listeners = new Set();
let token = tokensNeeded ? sessionStorage.getItem(REMEMBERED) : null;

/** The headers that say who asks. */
export function authorization() {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** What the token says of its owner, for showing only: the application judges tokens, the page does not. Null without a token. */
export function claims() {
  if (token === null) {
    return null;
  }
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return {};
  }
}

/** Calls a function whenever somebody signs in or out. */
export function onSession(listener) {
  listeners.add(listener);
}

/** Uses a token from now on; null to use none. */
export function use(next) {
  token = next;
  if (next === null) {
    sessionStorage.removeItem(REMEMBERED);
  } else {
    sessionStorage.setItem(REMEMBERED, next);
  }
  listeners.forEach((listener) => listener());
}
