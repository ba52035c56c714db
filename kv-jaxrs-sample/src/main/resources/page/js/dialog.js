/** A modal dialog whose content changes as its task goes on. The browser keeps the focus inside, and gives it back at the end. */

import { freshId, h } from './dom.js';

export class Dialog {
  constructor() {
    const titleId = freshId('title');
    this.title = h('h2', { id: titleId, tabindex: '-1' });
    this.body = h('div', { class: 'dialog-body' });
    this.actions = h('div', { class: 'dialog-actions' });
    this.element = h(
      'dialog',
      { 'aria-labelledby': titleId, onclose: () => this.gone(), oncancel: (event) => this.cancelled(event) },
      h(
        'div',
        { class: 'dialog-head' },
        this.title,
        h('button', { type: 'button', class: 'quiet', 'aria-label': 'Close', onclick: () => this.close() }, '\u2715'),
      ),
      this.body,
      this.actions,
    );
    this.closing = [];
    /** What to say before Escape throws something away; null when there is nothing to lose. */
    this.guard = () => null;
    this.warned = false;
  }

  open() {
    document.body.append(this.element);
    this.element.showModal();
  }

  close() {
    this.element.close();
  }

  onClose(action) {
    this.closing.push(action);
  }

  /** Shows a step of the task and moves the focus to where it begins. */
  show(title, content, actions, focus) {
    this.title.textContent = title;
    this.body.replaceChildren(...content);
    this.actions.replaceChildren(...actions);
    (focus ?? this.title).focus();
  }

  cancelled(event) {
    const warning = this.guard();
    if (warning !== null && !this.warned) {
      event.preventDefault();
      this.warned = true;
      this.body.prepend(notice(warning));
    }
  }

  gone() {
    this.closing.forEach((action) => action());
    this.element.remove();
  }
}

/** A button of a dialog. */
export function button(label, style, action) {
  return h('button', { type: 'button', class: style, onclick: action }, label);
}

/** A remark that screen readers read out. */
export function notice(...children) {
  return h('div', { class: 'notice', role: 'alert' }, ...children);
}

/** A short wait. */
export function waiting(text) {
  return h('p', { class: 'waiting', role: 'status' }, text);
}
