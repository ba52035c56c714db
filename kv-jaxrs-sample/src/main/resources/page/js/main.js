/** Puts the page together. */

import { persons, texts, users } from './collections.js';
import { setText } from './dom.js';
import { listen, onConnection } from './events.js';
import { ListView } from './list.js';
import { showSession } from './signin.js';
import { StoresView } from './stores.js';
import { tabs } from './tabs.js';

const CONNECTION = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
  paused: 'Paused',
  out: 'Signed out',
};

const panel = (name) => document.getElementById(`panel-${name}`);
let markNews = () => {};

const views = {
  persons: new ListView(persons, panel('persons'), () => markNews('persons')),
  users: new ListView(users, panel('users'), () => markNews('users')),
  keys: new ListView(texts, panel('keys'), () => markNews('keys')),
  stores: new StoresView(panel('stores')),
};

markNews = tabs(document.getElementById('tabs'), {
  shown: (name) => views[name]?.show(),
  hidden: (name) => views[name]?.hide(),
});

showSession(document.getElementById('session'));

const connection = document.getElementById('connection');
onConnection((state) => {
  connection.dataset.state = state;
  setText(connection.querySelector('.connection-text'), CONNECTION[state]);
});
listen();
