/** The stores: what keeps each, where, what it can do, how it is and how fast. */

import { send, Unreachable } from './api.js';
import { h, setText } from './dom.js';
import { onSession } from './session.js';
import { denied, failed, loading } from './states.js';

const EVERY = 3000;
const HISTORY = 40;
const SVG = 'http://www.w3.org/2000/svg';

const MEANING = {
  'atomic batches': 'several keys all or nothing',
  'conditional writes': 'nobody\u2019s change is lost',
  ordered: 'lists in the order of the keys',
  persistent: 'entries survive the server',
  watch: 'changes are told as they happen',
};

function latency(micros) {
  return micros < 1000 ? `${micros} \u00b5s` : `${(micros / 1000).toFixed(micros < 10000 ? 1 : 0)} ms`;
}

class Card {
  constructor(store) {
    this.history = [];
    this.state = h('span', { class: 'store-state' });
    this.driver = h('span', { class: 'driver' });
    this.location = h('dd', { class: 'mono' });
    this.durability = h('dd');
    this.latency = h('dd');
    this.used = h('dd', { class: 'mono' });
    this.reason = h('p', { class: 'reason' });
    this.capabilities = h('ul', { class: 'capabilities' });
    this.line = document.createElementNS(SVG, 'polyline');
    const spark = document.createElementNS(SVG, 'svg');
    spark.setAttribute('viewBox', '0 0 200 32');
    spark.setAttribute('class', 'spark');
    spark.setAttribute('aria-hidden', 'true');
    this.latest = document.createElementNS(SVG, 'circle');
    this.latest.setAttribute('r', '2');
    spark.append(this.line, this.latest);
    this.element = h(
      'article',
      { class: 'store' },
      h('div', { class: 'store-head' }, h('h3', {}, store.name), this.state),
      this.driver,
      this.reason,
      spark,
      h(
        'dl',
        { class: 'details' },
        h('dt', {}, 'Latency'),
        this.latency,
        h('dt', {}, 'Location'),
        this.location,
        h('dt', {}, 'Durability'),
        this.durability,
        h('dt', {}, 'Used by'),
        this.used,
      ),
      h('h4', {}, 'What it can do'),
      this.capabilities,
    );
  }

  show(store) {
    setText(this.driver, store.driver);
    setText(this.location, store.location ?? 'not told');
    setText(this.used, store.used_by);
    const persistent = store.capabilities.includes('persistent');
    setText(this.durability, persistent ? 'Persistent: entries survive the server' : 'In memory: gone with the server');
    setText(this.state, store.state ?? 'not told');
    this.state.dataset.state = store.state ?? 'unknown';
    setText(this.reason, store.reason ?? '');
    this.reason.hidden = store.reason === undefined;
    setText(this.latency, store.latency_micros === undefined ? 'not told' : `${latency(store.latency_micros)} for a read`);
    if (this.capabilities.children.length !== store.capabilities.length) {
      this.capabilities.replaceChildren(
        ...store.capabilities.map((name) => h('li', {}, h('b', {}, name), ` ${MEANING[name] ?? ''}`)),
      );
    }
    this.draw(store.latency_micros);
  }

  /** Draws the latest latencies, the highest at the top and the last at the right. */
  draw(micros) {
    if (micros === undefined) {
      return;
    }
    this.history = [...this.history, micros].slice(-HISTORY);
    const most = Math.max(...this.history, 1);
    const step = 196 / (HISTORY - 1);
    const height = (value) => 28 - (24 * value) / most;
    const first = 196 - (this.history.length - 1) * step;
    this.line.setAttribute('points', this.history.map((value, at) => `${first + at * step},${height(value)}`).join(' '));
    this.latest.setAttribute('cx', '196');
    this.latest.setAttribute('cy', String(height(micros)));
  }
}

export class StoresView {
  constructor(panel) {
    this.cards = new Map();
    this.turn = 0;
    this.visible = false;
    this.failure = null;
    this.state = h('div', { class: 'state' }, loading());
    this.grid = h('div', { class: 'stores' });
    panel.replaceChildren(
      h(
        'div',
        { class: 'panel-head' },
        h(
          'div',
          {},
          h('h2', {}, 'Stores'),
          h('p', { class: 'lead' }, 'One API, an engine a store. Which one is configuration; the code is the same.'),
        ),
      ),
      this.state,
      this.grid,
    );
    onSession(() => this.forget());
  }

  /** Whoever signed out, or in as somebody else, leaves nothing to be seen. */
  forget() {
    // An answer that is still under way is somebody else's.
    this.turn += 1;
    this.failure = null;
    this.clear();
    if (this.visible) {
      this.load();
    }
  }

  clear() {
    this.cards.clear();
    this.grid.replaceChildren();
  }

  show() {
    this.visible = true;
    this.load();
  }

  hide() {
    this.visible = false;
    clearTimeout(this.timer);
  }

  async load() {
    clearTimeout(this.timer);
    this.turn += 1;
    const turn = this.turn;
    try {
      const stores = (await send('GET', 'stores')).body;
      if (turn !== this.turn) {
        return;
      }
      this.render(stores);
    } catch (failure) {
      if (turn !== this.turn) {
        return;
      }
      if (denied(failure)) {
        this.clear();
      }
      this.grid.setAttribute('aria-busy', 'true');
      if (this.failure !== failure.message) {
        // Once: what is replaced loses the focus, and is read out again.
        this.failure = failure.message;
        this.state.replaceChildren(failed(failure, this.cards.size > 0, () => this.load()));
      }
      if (!(failure instanceof Unreachable) && !denied(failure)) {
        console.warn('The stores cannot be listed:', failure.message);
      }
    }
    if (this.visible) {
      this.timer = setTimeout(() => (document.hidden ? this.later() : this.load()), EVERY);
    }
  }

  /** Nobody looks: asks again when somebody does. */
  later() {
    document.addEventListener('visibilitychange', () => this.visible && this.load(), { once: true });
  }

  render(stores) {
    this.failure = null;
    this.state.replaceChildren();
    this.grid.removeAttribute('aria-busy');
    for (const store of stores) {
      let card = this.cards.get(store.name);
      if (card === undefined) {
        card = new Card(store);
        this.cards.set(store.name, card);
        this.grid.append(card.element);
      }
      card.show(store);
    }
  }
}
