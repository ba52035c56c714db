/** Tabs as the ARIA practices have them: arrows move, Home and End jump, one tab is in the order of the Tab key. */

/** Brings the tabs of a list to life. Calls shown(name) and hidden(name) as panels come and go; the address remembers the tab. */
export function tabs(list, { shown, hidden }) {
  const all = [...list.querySelectorAll('[role=tab]')];
  const panelOf = (tab) => document.getElementById(tab.getAttribute('aria-controls'));
  const nameOf = (tab) => tab.id.replace('tab-', '');
  let current = null;

  function select(tab) {
    if (tab === current) {
      return;
    }
    for (const each of all) {
      each.setAttribute('aria-selected', String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      panelOf(each).hidden = each !== tab;
    }
    if (current !== null) {
      hidden(nameOf(current));
    }
    current = tab;
    delete tab.dataset.news;
    tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    history.replaceState(null, '', `#${nameOf(tab)}`);
    shown(nameOf(tab));
  }

  list.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]');
    if (tab !== null) {
      select(tab);
    }
  });
  list.addEventListener('keydown', (event) => {
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowRight: (at + 1) % all.length,
      ArrowLeft: (at + all.length - 1) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to].focus();
      select(all[to]);
    }
  });
  const addressed = () => all.find((tab) => `#${nameOf(tab)}` === location.hash);
  window.addEventListener('hashchange', () => select(addressed() ?? current));
  list.hidden = false;
  select(addressed() ?? all[0]);

  /** Marks a tab that is not shown as having something new. */
  return (name) => {
    const tab = all.find((each) => nameOf(each) === name);
    if (tab !== undefined && tab !== current) {
      tab.dataset.news = 'true';
    }
  };
}
