/** What two sides have in each field, side by side. */

import { h } from './dom.js';

const NOTHING = '\u2014';

function cell(text, differs, label) {
  return h('td', { class: differs ? 'differs' : null, dataset: { label } }, h('span', {}, text === '' ? NOTHING : text));
}

/** Compares what was typed with what is there now, which is null when it was deleted. */
export function comparison(collection, mine, theirs) {
  const fields = collection.fields.filter((field) => !field.onlyNew);
  return h(
    'table',
    { class: 'comparison' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'Field'),
        h('th', { scope: 'col' }, 'What you typed'),
        h('th', { scope: 'col' }, 'What is there now'),
      ),
    ),
    h(
      'tbody',
      {},
      ...fields.map((field) => {
        const typed = String(mine[field.name] ?? '');
        const there = theirs === null ? '' : String(theirs.value[field.name] ?? '');
        return h(
          'tr',
          {},
          h('th', { scope: 'row' }, field.label),
          cell(typed, typed !== there, 'You'),
          cell(there, typed !== there, 'There now'),
        );
      }),
    ),
  );
}

/** Lists what an entry has. */
export function details(collection, entry) {
  return h(
    'dl',
    { class: 'details' },
    ...collection.fields
      .filter((field) => !field.onlyNew)
      .flatMap((field) => [h('dt', {}, field.label), h('dd', {}, String(entry.value[field.name] ?? NOTHING))]),
  );
}
