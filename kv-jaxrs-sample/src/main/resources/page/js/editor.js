/** Edits an entry. It is written only over what was read; when somebody else was faster, both versions are shown and nothing is lost. */

import { Refusal } from './api.js';
import { isOwn } from './collections.js';
import { comparison } from './comparison.js';
import { button, Dialog, notice, waiting } from './dialog.js';
import { announce, h } from './dom.js';
import { onChange } from './events.js';
import { Form } from './form.js';

/** Opens the editor for the entry of a key, or for a new one when the key is null. Calls done() after something was written. */
export function edit(collection, key, done) {
  new Editor(collection, key, done).open();
}

class Editor {
  constructor(collection, key, done) {
    this.collection = collection;
    this.key = key;
    this.done = done;
    this.base = null;
    this.form = null;
    this.saving = false;
    this.dialog = new Dialog();
    this.dialog.guard = () => (this.form?.changed() ? 'Escape once more throws away what you typed.' : null);
    this.dialog.onClose(onChange((store, change) => this.heard(store, change)));
  }

  async open() {
    this.dialog.open();
    if (this.key === null) {
      this.showForm(null);
      return;
    }
    this.dialog.show('Edit', [waiting('Reading what is there now\u2026')], []);
    const current = await this.current(() => this.open());
    if (current === null) {
      this.dialog.show('It is gone', [h('p', {}, 'This entry was deleted, or it has expired.')], [this.closeButton()]);
      this.done();
    } else if (current !== undefined) {
      this.showForm(current);
    }
  }

  /** Reads the entry: null when it is absent, undefined when that failed, which is shown. */
  async current(again) {
    try {
      return await this.collection.read(this.key);
    } catch (failure) {
      if (failure instanceof Refusal && failure.status === 404) {
        return null;
      }
      this.dialog.show(
        'This cannot be read',
        [notice(failure.message)],
        [this.closeButton(), button('Try again', 'primary', again)],
      );
      return undefined;
    }
  }

  /** Shows the form: of what was read, or of what was typed before the entry was found to be another. */
  showForm(entry, typed = null) {
    this.base = entry;
    this.form = new Form(this.collection, entry, this.key === null, () => this.save());
    if (typed !== null) {
      this.form.fields.forEach((field) => {
        field.input.value = typed[field.description.name] ?? '';
      });
    }
    const name = this.key === null ? `New ${this.collection.one}` : `Edit ${this.collection.one}`;
    const content = this.key === null ? [] : [h('p', { class: 'key mono' }, this.key)];
    this.saveButton = h('button', { type: 'submit', class: 'primary', form: this.form.id }, 'Save');
    this.dialog.show(name, [...content, this.form.element], [this.closeButton('Cancel'), this.saveButton], this.form.first());
  }

  async save(etag = this.base?.etag ?? null) {
    if (this.saving) {
      return;
    }
    const value = this.form.value();
    this.saving = true;
    this.saveButton?.setAttribute('aria-disabled', 'true');
    this.form.clearErrors();
    try {
      if (this.key === null) {
        this.key = await this.collection.create(value, this.form.seconds());
      } else {
        await this.collection.write(this.key, value, etag, this.form.seconds());
      }
      this.form = null;
      this.dialog.close();
      announce('Saved.');
      this.done();
    } catch (failure) {
      await this.refused(failure, value);
    } finally {
      this.saving = false;
      this.saveButton?.removeAttribute('aria-disabled');
    }
  }

  async refused(failure, value) {
    if (failure instanceof Refusal && failure.status === 412) {
      // A new entry whose key is taken conflicts with what is there, like any other.
      this.key = this.key ?? value.key;
      await this.showConflict();
      return;
    }
    if (!this.form.element.isConnected) {
      this.showForm(this.base, value);
    }
    this.form.showRefusal(failure);
  }

  async showConflict() {
    const typed = this.form.value();
    const theirs = await this.current(() => this.showConflict());
    if (theirs === undefined) {
      return;
    }
    const overwrite = button(theirs === null ? 'Make it again with mine' : 'Overwrite with mine', 'primary', () =>
      this.save(theirs?.etag ?? null),
    );
    const take = button(theirs === null ? 'Let it go' : 'Take theirs', '', () => this.take(theirs));
    this.saveButton = overwrite;
    this.dialog.show(
      theirs === null ? 'It was deleted meanwhile' : 'Somebody else was faster',
      [
        h(
          'p',
          {},
          theirs === null
            ? 'The entry is gone since you opened it. Nothing of yours was written, and nothing of it is lost.'
            : 'The entry is no longer the one that you opened. Nothing was written, and nothing is lost: choose what it shall be.',
        ),
        comparison(this.collection, typed, theirs),
      ],
      [button('Edit mine further', 'quiet', () => this.showForm(theirs, typed)), take, overwrite],
    );
  }

  take(theirs) {
    if (theirs === null) {
      this.form = null;
      this.dialog.close();
      this.done();
    } else {
      this.showForm(theirs);
    }
  }

  /** Warns of a change of the entry while it is open. After a time without events it may have changed unheard. */
  async heard(store, change) {
    if (this.key === null || this.base === null || this.saving || !this.form?.element.isConnected) {
      return;
    }
    const own = store === this.collection.store && change.key === this.key;
    const unheard = store === null || (store === this.collection.store && change.change === 'lost');
    if ((own && change.etag !== this.base.etag && !isOwn(store, change)) || (unheard && (await this.changedUnheard()))) {
      this.warn(change.change === 'removed');
    }
  }

  async changedUnheard() {
    try {
      return (await this.collection.read(this.key)).etag !== this.base.etag;
    } catch (failure) {
      return failure instanceof Refusal && failure.status === 404;
    }
  }

  warn(removed) {
    this.dialog.body.querySelector('.notice')?.remove();
    this.dialog.body.prepend(
      notice(
        h('span', {}, removed ? 'Somebody has just deleted this entry.' : 'Somebody has just changed this entry.'),
        button('Compare', '', () => this.showConflict()),
      ),
    );
  }

  closeButton(label = 'Close') {
    return button(label, 'quiet', () => this.dialog.close());
  }
}
