/** Signing in with a token, and out again. */

import { send } from './api.js';
import { button, Dialog } from './dialog.js';
import { freshId, h } from './dom.js';
import { claims, onSession, tokensNeeded, use } from './session.js';

/** Puts who is signed in, or the way to sign in, into a place of the page. */
export function showSession(place) {
  const show = () => {
    const owner = claims();
    place.replaceChildren(
      ...(owner === null
        ? [h('button', { type: 'button', onclick: signIn }, 'Sign in')]
        : [
            h('span', { class: 'subject', title: groups(owner) }, owner.sub ?? 'somebody'),
            h('button', { type: 'button', onclick: () => use(null) }, 'Sign out'),
          ]),
    );
  };
  if (tokensNeeded) {
    place.hidden = false;
    onSession(show);
    show();
  }
}

function groups(owner) {
  return Array.isArray(owner.groups) && owner.groups.length > 0 ? `In the groups ${owner.groups.join(', ')}` : 'In no group';
}

/** Asks for a token until the application takes one. */
export function signIn() {
  const dialog = new Dialog();
  const id = freshId('token');
  const form = freshId('form');
  const error = h('p', { class: 'error', id: `${id}-error`, role: 'alert' });
  const input = h('textarea', {
    id,
    name: 'token',
    rows: '5',
    class: 'mono',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': `${id}-hint ${id}-error`,
  });
  const fields = h(
    'form',
    {
      id: form,
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        take(input.value.trim().replace(/^Bearer\s+/i, ''), dialog, error);
      },
    },
    h('div', { class: 'field' },
      h('label', { for: id }, 'Token'),
      input,
      h('p', { class: 'hint', id: `${id}-hint` }, 'A JSON Web Token from whoever issues them for this application. The window forgets it when it is closed.'),
      error),
  );
  dialog.open();
  dialog.show(
    'Sign in',
    [fields],
    [button('Cancel', '', () => dialog.close()), h('button', { type: 'submit', class: 'primary', form }, 'Sign in')],
    input,
  );
}

/** A token is good when the application answers to it. */
async function take(token, dialog, error) {
  if (token === '') {
    error.textContent = 'Paste a token.';
    return;
  }
  try {
    await send('GET', 'person?limit=1', { headers: { Authorization: `Bearer ${token}` } });
  } catch (failure) {
    error.textContent =
      failure.status === 401 ? 'The application does not take this token: it may have expired, or be meant for another.' : failure.message;
    return;
  }
  dialog.close();
  use(token);
}
