/** A row of a list. It stays the same element while its entry changes, so that focus and selections stay too. */

import { h, setText } from './dom.js';
import { showExpiry } from './expiry.js';

export class Row {
  constructor(collection, key, { edit, remove }) {
    this.collection = collection;
    this.key = key;
    this.cells = collection.columns.map((column) => h('span', { class: column.clamp ? 'clamp' : null }));
    this.expiry = h('span', { class: 'expiry' });
    this.editButton = h('button', { type: 'button', class: 'small', onclick: () => edit(key) }, 'Edit');
    this.removeButton = h('button', { type: 'button', class: 'small quiet', onclick: () => remove(key) }, 'Delete');
    this.element = h(
      'tr',
      { dataset: { key } },
      ...collection.columns.map((column, at) =>
        h(
          column.strong ? 'th' : 'td',
          { scope: column.strong ? 'row' : null, class: column.mono ? 'mono' : null, dataset: { label: column.label } },
          this.cells[at],
        ),
      ),
      h('td', { class: 'when', dataset: { label: 'Expires' } }, this.expiry),
      h('td', { class: 'row-actions' }, this.editButton, this.removeButton),
    );
  }

  show(item) {
    this.item = item;
    // One that was about to expire by this clock is still there by the server's.
    this.element.classList.remove('leaving');
    this.collection.columns.forEach((column, at) => setText(this.cells[at], column.of(item)));
    const label = this.collection.label(item);
    this.editButton.setAttribute('aria-label', `Edit ${label}`);
    this.removeButton.setAttribute('aria-label', `Delete ${label}`);
    this.tick();
  }

  tick() {
    showExpiry(this.expiry, this.item.expires);
  }

  /** Draws the eye to what changed. */
  flash() {
    this.element.classList.remove('changed');
    void this.element.offsetWidth;
    this.element.classList.add('changed');
  }
}
