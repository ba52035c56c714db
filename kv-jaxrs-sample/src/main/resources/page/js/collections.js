/** The three things that can be edited: how each is listed, read, written and shown. */

import { send } from './api.js';

const PAGE_SIZE = 10;

/** What this page itself wrote, by entity tag, and deleted, by store and key: changes that are nobody else's. */
const ownTags = new Set();
const ownDeletions = new Set();

/** Tells whether a change is one that this page made. */
export function isOwn(store, change) {
  return change.change === 'removed' ? ownDeletions.delete(`${store} ${change.key}`) : ownTags.has(change.etag);
}

function query(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();
}

function expiry(listed) {
  return listed?.expires_at ? Date.parse(listed.expires_at) : null;
}

/** Keys, tags and expiries of a page of a store. */
function listKeys(store, cursor, prefix) {
  return send('GET', `keys?${query({ store, prefix, limit: PAGE_SIZE, cursor })}`);
}

function withTtl(path, seconds) {
  return seconds ? `${path}${path.includes('?') ? '&' : '?'}ttl=${seconds}` : path;
}

class Collection {
  /** Reads an entry: {key, value, etag, expires}. */
  async read(key) {
    const answer = await send('GET', this.path(key));
    return { key, value: this.shown(answer.body), etag: answer.etag, expires: answer.expires };
  }

  /** Replaces the entry that has a tag, or makes one where there is none when the tag is null. */
  async write(key, value, etag, seconds) {
    const headers = etag === null ? { 'If-None-Match': '*' } : { 'If-Match': etag };
    const answer = await send('PUT', withTtl(this.path(key), seconds), { value: this.sent(value), headers });
    ownTags.add(answer.etag);
    return key;
  }

  /** Deletes the entry if it still has the tag. */
  async remove(key, etag) {
    ownDeletions.add(`${this.store} ${key}`);
    try {
      await send('DELETE', this.path(key), { headers: { 'If-Match': etag } });
    } catch (failure) {
      ownDeletions.delete(`${this.store} ${key}`);
      throw failure;
    }
  }
}

/** Persons or users: JSON under ids that the server makes. */
class Records extends Collection {
  constructor(properties) {
    super();
    Object.assign(this, properties);
  }

  async list(cursor) {
    const [values, keys] = await Promise.all([
      send('GET', `${this.resource}?${query({ limit: PAGE_SIZE, cursor })}`),
      listKeys(this.store, cursor),
    ]);
    const known = new Map(keys.body.map((listed) => [listed.key, listed]));
    const items = values.body.map((value) => {
      const listed = known.get(value.id);
      return { key: value.id, value, etag: listed?.etag ?? null, expires: expiry(listed) };
    });
    return { items, next: values.next };
  }

  path(key) {
    return `${this.resource}/${encodeURIComponent(key)}`;
  }

  async create(value, seconds) {
    const answer = await send('POST', withTtl(this.resource, seconds), { value: this.sent(value) });
    ownTags.add(answer.etag);
    return answer.body.id;
  }

  shown(body) {
    return body;
  }

  sent(value) {
    const body = {};
    for (const field of this.fields) {
      const text = value[field.name];
      if (text !== undefined && text !== null && text !== '') {
        body[field.name] = field.type === 'number' && Number.isFinite(Number(text)) ? Number(text) : text;
      }
    }
    return body;
  }

  /** What an entry is called where it is spoken of. */
  label(item) {
    return item.value?.name || item.key;
  }
}

/** Plain texts under any key. */
class Texts extends Collection {
  constructor(properties) {
    super();
    Object.assign(this, properties);
    this.previews = new Map();
  }

  async list(cursor, prefix) {
    const keys = await listKeys(this.store, cursor, prefix);
    const items = await Promise.all(
      keys.body.map(async (listed) => ({
        key: listed.key,
        value: { value: await this.preview(listed) },
        etag: listed.etag,
        expires: expiry(listed),
      })),
    );
    this.previews = new Map(items.map((item) => [item.etag, item.value.value]));
    return { items, next: keys.next };
  }

  /** The value, read anew only when its tag is. */
  async preview(listed) {
    const known = this.previews.get(listed.etag);
    if (known !== undefined) {
      return known;
    }
    try {
      return (await send('GET', this.path(listed.key))).body;
    } catch {
      // Gone meanwhile, or no text: the key is there to be looked at.
      return null;
    }
  }

  path(key) {
    return `kv?key=${encodeURIComponent(key)}`;
  }

  async create(value, seconds) {
    return this.write(value.key, value, null, seconds);
  }

  shown(body) {
    return { value: body };
  }

  sent(value) {
    return value.value ?? '';
  }

  label(item) {
    return item.key;
  }
}

export const persons = new Records({
  store: 'persons',
  resource: 'person',
  one: 'person',
  title: 'Persons',
  lead: 'JSON documents under ids that the server makes, each with a version that guards it.',
  fields: [
    { name: 'name', label: 'Name', required: true, max: 100, autocomplete: 'off' },
    { name: 'age', label: 'Age', type: 'number', mode: 'numeric', hint: 'In years; may be left empty.' },
    { name: 'email', label: 'E-mail', type: 'email', hint: 'May be left empty.' },
  ],
  columns: [
    { label: 'Name', of: (item) => item.value.name ?? '', strong: true },
    { label: 'Age', of: (item) => (item.value.age ?? '').toString() },
    { label: 'E-mail', of: (item) => item.value.email ?? '' },
  ],
});

export const users = new Records({
  store: 'users',
  resource: 'user',
  one: 'user',
  title: 'Users',
  lead: 'As persons, in a store of their own; the server adds the time of creation, and keeps it.',
  fields: [
    { name: 'name', label: 'Name', required: true, max: 100 },
    { name: 'email', label: 'E-mail', type: 'email', required: true },
  ],
  columns: [
    { label: 'Name', of: (item) => item.value.name ?? '', strong: true },
    { label: 'E-mail', of: (item) => item.value.email ?? '' },
    { label: 'Since', of: (item) => since(item.value.created_at) },
  ],
});

export const texts = new Texts({
  store: 'default',
  one: 'entry',
  title: 'Keys and values',
  lead: 'Plain text under any key. Slashes mean nothing to the store; a prefix finds what begins with it.',
  search: true,
  fields: [
    { name: 'key', label: 'Key', required: true, mono: true, onlyNew: true, hint: '1 to 1,024 bytes, any characters.' },
    { name: 'value', label: 'Value', area: true, mono: true },
  ],
  columns: [
    { label: 'Key', of: (item) => item.key, strong: true, mono: true },
    { label: 'Value', of: (item) => item.value.value ?? '(no text)', mono: true, clamp: true },
  ],
});

function since(text) {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? '' : time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
