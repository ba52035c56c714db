/** Deletes an entry after a question: only the one that was shown, not what somebody made of it meanwhile. */

import { Refusal } from './api.js';
import { details } from './comparison.js';
import { button, Dialog, notice, waiting } from './dialog.js';
import { announce, h } from './dom.js';

/** Asks, and deletes. Calls done() after the entry is gone. */
export async function remove(collection, key, done) {
  const dialog = new Dialog();
  const gone = (text) => {
    dialog.close();
    announce(text);
    done();
  };

  async function ask(changed) {
    dialog.show('Delete', [waiting('Reading what is there now\u2026')], []);
    let entry;
    try {
      entry = await collection.read(key);
    } catch (failure) {
      if (failure instanceof Refusal && failure.status === 404) {
        gone('It was gone already.');
      } else {
        show('This cannot be read', [notice(failure.message)], [button('Try again', 'primary', () => ask(changed))]);
      }
      return;
    }
    show(
      `Delete this ${collection.one}?`,
      [
        changed ? notice('It has changed since you saw it. This is what is there now.') : null,
        h('p', { class: 'key mono' }, key),
        details(collection, entry),
      ].filter((part) => part !== null),
      [button('Delete', 'danger', () => go(entry))],
    );
  }

  async function go(entry) {
    try {
      await collection.remove(key, entry.etag);
      gone('Deleted.');
    } catch (failure) {
      if (failure instanceof Refusal && failure.status === 412) {
        await ask(true);
      } else {
        show('It was not deleted', [notice(failure.message)], [button('Try again', 'primary', () => ask(false))]);
      }
    }
  }

  function show(title, content, actions) {
    dialog.show(title, content, [button('Keep it', 'quiet', () => dialog.close()), ...actions]);
  }

  dialog.open();
  await ask(false);
}
