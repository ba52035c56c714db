/** The fields of an entry, each with its label, hint and error, and the time after which the entry expires. */

import { secondsLeft } from './expiry.js';
import { freshId, h } from './dom.js';

const TTL = {
  name: 'ttl',
  label: 'Expires in seconds',
  type: 'number',
  mode: 'numeric',
  hint: 'Left empty, the entry stays until it is deleted.',
};

class Field {
  constructor(description, text) {
    const id = freshId('field');
    this.description = description;
    this.error = h('p', { class: 'error', id: `${id}-error` });
    const hint = description.hint ? h('p', { class: 'hint', id: `${id}-hint` }, description.hint) : null;
    this.input = h(description.area ? 'textarea' : 'input', {
      id,
      name: description.name,
      // As text, so that what was typed reaches the server, whose word on it is the one that counts.
      type: description.area ? null : 'text',
      inputmode: description.mode ?? (description.type === 'email' ? 'email' : null),
      rows: description.area ? '5' : null,
      class: description.mono ? 'mono' : null,
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-required': description.required ? 'true' : null,
      'aria-describedby': hint === null ? `${id}-error` : `${id}-hint ${id}-error`,
      value: text,
    });
    // A text area has line feeds only. What was read with carriage returns before all of them is written so again.
    this.returns = description.area && text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
    this.element = h('div', { class: 'field' }, h('label', { for: id }, description.label), this.input, hint, this.error);
  }

  value() {
    return this.returns ? this.input.value.replaceAll('\n', '\r\n') : this.input.value;
  }

  complain(text) {
    this.error.textContent = text;
    if (text === '') {
      this.input.removeAttribute('aria-invalid');
    } else {
      this.input.setAttribute('aria-invalid', 'true');
    }
  }
}

export class Form {
  /** Makes a form of an entry, or an empty one when there is none yet, or none any more; a new one has a key that is yet to be typed. */
  constructor(collection, entry, isNew, submit) {
    this.fields = [...collection.fields, TTL]
      .filter((description) => !description.onlyNew || isNew)
      .map((description) => new Field(description, Form.text(description, entry)));
    this.general = h('div', { class: 'general-error', role: 'alert' });
    this.id = freshId('form');
    this.element = h(
      'form',
      {
        id: this.id,
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault();
          submit();
        },
      },
      this.general,
      ...this.fields.map((field) => field.element),
    );
    this.before = JSON.stringify(this.value());
  }

  static text(description, entry) {
    if (!entry) {
      return '';
    }
    if (description === TTL) {
      return entry.expires ? String(Math.max(1, secondsLeft(entry.expires))) : '';
    }
    return String(entry.value[description.name] ?? '');
  }

  first() {
    return this.fields[0].input;
  }

  value() {
    return Object.fromEntries(this.fields.map((field) => [field.description.name, field.value()]));
  }

  /** The time to live as it was typed. */
  seconds() {
    return this.value().ttl.trim();
  }

  changed() {
    return JSON.stringify(this.value()) !== this.before;
  }

  clearErrors() {
    this.fields.forEach((field) => field.complain(''));
    this.general.textContent = '';
  }

  /** Shows what the server refused: each error at its field, and what has no field above them all. */
  showRefusal(refusal) {
    this.clearErrors();
    const others = [];
    let first = null;
    for (const error of refusal.errors ?? []) {
      const name = error.parameter ?? error.pointer?.replace('#/', '');
      const field = this.fields.find((each) => each.description.name === name);
      if (field === undefined) {
        others.push(`${name ?? error.header}: ${error.detail}`);
      } else {
        field.complain(error.detail);
        first = first ?? field;
      }
    }
    if (first === null || others.length > 0) {
      this.general.textContent = others.length > 0 ? others.join('; ') : refusal.message;
    }
    first?.input.focus();
  }
}
