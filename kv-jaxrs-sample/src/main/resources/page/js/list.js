/** A list of entries, page by page, that follows what happens to them. */

import { Refusal, serverNow } from './api.js';
import { isOwn } from './collections.js';
import { announce, freshId, h, setText } from './dom.js';
import { edit } from './editor.js';
import { onChange } from './events.js';
import { onSession } from './session.js';
import { remove } from './removal.js';
import { Row } from './row.js';
import { denied, failed, loading, nothing } from './states.js';

/** Several changes at once are one reason to list again. */
const GATHER = 150;

/** After a failure that may pass, the list is asked for again. */
const RETRY = 5000;

/** A change of our own may be told before the answer to it is there. */
const ANSWERED = 600;

export class ListView {
  /** Fills a panel. Calls news() when something changes while the panel is hidden. */
  constructor(collection, panel, news) {
    this.collection = collection;
    this.news = news;
    this.rows = new Map();
    this.cursors = [null];
    this.next = null;
    this.prefix = '';
    this.turn = 0;
    this.loaded = false;
    this.failure = null;
    this.visible = false;
    this.build(panel);
    onSession(() => this.forget());
    onChange((store, change) => this.heard(store, change));
    setInterval(() => this.tick(), 500);
  }

  build(panel) {
    const title = freshId('list');
    this.state = h('div', { class: 'state' });
    this.body = h('tbody');
    this.table = h(
      'table',
      { class: 'list', 'aria-labelledby': title, hidden: true },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ...this.collection.columns.map((column) => h('th', { scope: 'col' }, column.label)),
          h('th', { scope: 'col' }, 'Expires'),
          h('th', { scope: 'col' }, h('span', { class: 'unseen' }, 'Actions')),
        ),
      ),
      this.body,
    );
    this.previousButton = h('button', { type: 'button', onclick: () => this.turnPage(-1) }, '\u2190 Previous');
    this.nextButton = h('button', { type: 'button', onclick: () => this.turnPage(1) }, 'Next \u2192');
    this.position = h('span', { class: 'position', role: 'status' });
    this.pager = h('nav', { class: 'pager', 'aria-label': 'Pages', hidden: true }, this.previousButton, this.position, this.nextButton);
    this.newButton = h('button', { type: 'button', class: 'primary', onclick: () => this.edit(null) }, `New ${this.collection.one}`);
    panel.replaceChildren(
      h(
        'div',
        { class: 'panel-head' },
        h('div', {}, h('h2', { id: title }, this.collection.title), h('p', { class: 'lead' }, this.collection.lead)),
        this.newButton,
      ),
      ...(this.collection.search ? [this.search()] : []),
      this.state,
      this.table,
      this.pager,
    );
  }

  search() {
    const id = freshId('prefix');
    const input = h('input', {
      id,
      type: 'search',
      class: 'mono',
      placeholder: 'such as session/',
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => {
        this.prefix = input.value;
        this.cursors = [null];
        this.next = null;
        this.soon();
      },
    });
    return h('div', { class: 'search' }, h('label', { for: id }, 'Keys that begin with'), input);
  }

  show() {
    this.visible = true;
    this.load();
  }

  hide() {
    this.visible = false;
  }

  edit(key) {
    edit(this.collection, key, () => this.soon());
  }

  remove(key) {
    remove(this.collection, key, () => this.soon());
  }

  turnPage(by) {
    if (by < 0 && this.cursors.length > 1) {
      this.cursors.pop();
    } else if (by > 0 && this.next !== null) {
      this.cursors.push(this.next);
    } else {
      return;
    }
    // Until the page is there, nobody knows what follows it.
    this.next = null;
    this.load(false);
  }

  /** Lists again in a moment, once for all that happens until then. */
  soon() {
    if (this.timer === undefined) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.load();
      }, GATHER);
    }
  }

  /** Lists, and draws the eye to what differs from before, unless another page is turned to. */
  async load(samePage = true) {
    this.turn += 1;
    const turn = this.turn;
    if (!this.loaded && this.failure === null) {
      this.state.replaceChildren(loading());
    }
    try {
      const page = await this.page();
      if (turn === this.turn) {
        this.render(page, samePage && this.loaded);
      }
    } catch (failure) {
      if (turn === this.turn) {
        this.fail(failure);
      }
    }
  }

  /** Lists the page that is turned to, and where that has nothing the next: a page without entries need not be the last. */
  async page() {
    let page = await this.collection.list(this.cursors.at(-1), this.prefix);
    while (page.items.length === 0 && page.next !== null) {
      page = await this.collection.list(page.next, this.prefix);
    }
    if (page.items.length === 0 && this.cursors.length > 1) {
      this.cursors.pop();
      return this.page();
    }
    return page;
  }

  render({ items, next }, mark) {
    const rows = new Map();
    for (const item of items) {
      const known = this.rows.get(item.key);
      const row = known ?? new Row(this.collection, item.key, { edit: (key) => this.edit(key), remove: (key) => this.remove(key) });
      const differs = known === undefined || known.item.etag !== item.etag;
      row.show(item);
      if (mark && differs) {
        row.flash();
      }
      rows.set(item.key, row);
    }
    this.rows = rows;
    this.place([...rows.values()].map((row) => row.element));
    this.next = next;
    this.loaded = true;
    this.failure = null;
    clearTimeout(this.retry);
    this.newButton.hidden = false;
    this.table.hidden = items.length === 0;
    this.table.removeAttribute('aria-busy');
    this.state.replaceChildren(...(items.length === 0 ? [nothing(this.collection, this.prefix, () => this.edit(null))] : []));
    this.showPosition();
  }

  /** Puts the rows in order, moving only those that are elsewhere: one that is moved loses the focus. */
  place(elements) {
    const kept = new Set(elements);
    const gone = [...this.body.children].filter((element) => !kept.has(element));
    const focus = gone.find((element) => element.contains(document.activeElement));
    const position = focus === undefined ? -1 : [...this.body.children].indexOf(focus);
    gone.forEach((element) => element.remove());
    elements.forEach((element, at) => {
      if (this.body.children[at] !== element) {
        this.body.insertBefore(element, this.body.children[at] ?? null);
      }
    });
    if (position >= 0) {
      const next = elements[Math.min(position, elements.length - 1)];
      (next?.querySelector('button') ?? this.newButton).focus();
    }
  }

  showPosition() {
    const first = this.cursors.length === 1;
    this.pager.hidden = first && this.next === null;
    this.previousButton.setAttribute('aria-disabled', String(first));
    this.nextButton.setAttribute('aria-disabled', String(this.next === null));
    setText(this.position, `Page ${this.cursors.length}`);
  }

  fail(failure) {
    if (failure instanceof Refusal && failure.status === 400 && this.cursors.length > 1) {
      // The cursor is none any more, such as after a move to another engine.
      this.cursors = [null];
      this.soon();
      return;
    }
    this.newButton.hidden = denied(failure);
    if (denied(failure)) {
      this.forget();
    }
    this.table.setAttribute('aria-busy', 'true');
    if (this.failure !== failure.message) {
      this.failure = failure.message;
      this.state.replaceChildren(failed(failure, this.rows.size > 0, () => this.load()));
    }
    clearTimeout(this.retry);
    if (!(failure instanceof Refusal) || failure.status >= 500) {
      this.retry = setTimeout(() => this.visible && this.load(), RETRY);
    }
  }

  /** Whoever signed out, or in as somebody else, leaves nothing to be seen. */
  forget() {
    // An answer that is still under way is somebody else's.
    this.turn += 1;
    this.rows.clear();
    this.body.replaceChildren();
    this.cursors = [null];
    this.loaded = false;
    this.failure = null;
    this.table.hidden = true;
    this.pager.hidden = true;
    this.state.replaceChildren();
  }

  heard(store, change) {
    const ours = store === null || store === this.collection.store;
    if (!ours) {
      return;
    }
    if (this.visible) {
      this.soon();
    }
    if (store !== null && change.change !== 'lost') {
      const label = this.label(change.key);
      setTimeout(() => this.tellOfOthers(store, change, label), ANSWERED);
    }
  }

  label(key) {
    const row = this.rows.get(key);
    return row === undefined ? null : this.collection.label(row.item);
  }

  tellOfOthers(store, change, label) {
    if (isOwn(store, change)) {
      return;
    }
    if (this.visible) {
      this.say(change, label);
    } else {
      this.news();
    }
  }

  say(change, label) {
    const verb = change.change === 'removed' ? 'deleted' : label === null ? 'written' : 'changed';
    announce(`${label ?? `Some ${this.collection.one}`} was ${verb} by somebody else.`);
  }

  tick() {
    if (!this.visible) {
      return;
    }
    let gone = false;
    for (const row of this.rows.values()) {
      row.tick();
      if (row.item.expires !== null && row.item.expires <= serverNow() && !row.element.classList.contains('leaving')) {
        row.element.classList.add('leaving');
        gone = true;
      }
    }
    if (gone) {
      this.soon();
    }
  }
}
