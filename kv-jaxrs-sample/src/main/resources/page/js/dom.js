/**
 * Makes elements. Text of users gets onto the page through here alone, as text: there is no way from a string to markup.
 */

/**
 * Makes an element: h('p', {class: 'note'}, 'text', another). Properties that begin with "on" are listeners, "dataset" is an object,
 * null and false leave an attribute out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'dataset') {
      Object.assign(element.dataset, value);
    } else if (name === 'value') {
      element.value = value;
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Replaces text only where it changed, so that screen readers and selections are left alone. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

let last = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

let speaking;

/** Says something to everybody: as a note that goes away, and to screen readers. */
export function announce(text) {
  const place = document.getElementById('announcements');
  place.textContent = text;
  place.classList.add('shown');
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    place.classList.remove('shown');
    place.textContent = '';
  }, 5000);
}
