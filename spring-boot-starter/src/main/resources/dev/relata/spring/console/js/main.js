import { announce, h, svg } from './dom.js';
import { count, megabytes } from './format.js';
import { showHelp } from './help.js';
import { Store } from './store.js';
import { findings } from './views/findings.js';
import { model } from './views/model.js';
import { pool } from './views/pool.js';
import { requests } from './views/requests.js';
import { streams } from './views/streams.js';

const VIEWS = { requests, streams, pool, model, findings };
const EVENTS = ['pipelines', 'findings', 'live', 'recording', 'link'];

const store = new Store();
const main = document.getElementById('view');
const tabs = new Map();
let current = null;

function parts() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  return [name in VIEWS ? name : 'requests', rest.length ? decodeURIComponent(rest.join('/')) : null];
}

function route() {
  const [name, argument] = parts();
  if (current?.name !== name) {
    current?.view.close?.();
    main.replaceChildren();
    main.className = `view ${name}`;
    current = { name, view: VIEWS[name].open(main, store) };
    tabs.forEach((tab, key) => (key === name ? tab.setAttribute('aria-current', 'page') : tab.removeAttribute('aria-current')));
    document.title = `${VIEWS[name].title} · Relata console`;
    announce(VIEWS[name].title);
  }
  current.view.route?.(argument);
}

function buildTabs() {
  const nav = document.querySelector('.tabs');
  Object.entries(VIEWS).forEach(([name, { title }], index) => {
    const tab = h('a', { href: `#/${name}`, title: `${title} (${index + 1})` }, h('span', {}, title), h('span', { class: 'badge', hidden: true }));
    tabs.set(name, tab);
    nav.append(tab);
  });
}

function badge(name, number, tone) {
  const element = tabs.get(name).querySelector('.badge');
  element.hidden = !number;
  element.textContent = number > 999 ? '999+' : count(number);
  element.className = `badge ${tone ?? ''}`;
}

function icon(...paths) {
  return svg('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' }, paths.map((d) => svg('path', { d })));
}

function buildTools() {
  const record = h('button', { type: 'button', class: 'button quiet record', click: () => store.record(!store.recording).catch(failed) },
    h('span', { class: 'dot' }), h('span', { class: 'label' }));
  const heap = h('span', { class: 'heap' });
  const theme = h('button', { type: 'button', class: 'button quiet square', click: switchTheme },
    icon('M10 3.2a6.8 6.8 0 1 0 0 13.6z', 'M10 3.2a6.8 6.8 0 0 1 0 13.6'));
  const help = h('button', { type: 'button', class: 'button quiet square', 'aria-label': 'Keyboard and help', title: 'Keyboard and help (?)', click: () => showHelp(store) }, '?');
  document.querySelector('.tools').append(heap, record, theme, help);
  nameTheme(theme);
  theme.addEventListener('click', () => nameTheme(theme));
  const say = () => {
    const state = store.linked === false ? 'Not connected' : store.recording ? 'Recording' : 'Paused';
    record.className = `button quiet record ${state.toLowerCase().replace(' ', '-')}`;
    record.querySelector('.label').textContent = state;
    record.disabled = store.linked === false;
    record.title = store.recording ? 'Pause the recording' : 'Go on recording';
    record.setAttribute('aria-label', `${state}. ${record.title}`);
  };
  store.addEventListener('recording', say);
  store.addEventListener('link', say);
  say();
  store.addEventListener('live', () => {
    if (store.heap) {
      heap.textContent = `Heap ${megabytes(store.heap.used)}`;
      heap.title = `${megabytes(store.heap.used)} of at most ${megabytes(store.heap.max)} used`;
    }
    badge('streams', store.streams.length, store.streams.some((stream) => stream.waitingForConsumer) ? 'warn' : '');
    badge('pool', store.connections?.pool?.pending ?? 0, 'warn');
  });
  store.addEventListener('findings', () => badge('findings', store.findings.length, 'warn'));
}

function dark() {
  return (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
}

function switchTheme() {
  const theme = dark() ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('relata.theme', theme);
}

function nameTheme(button) {
  button.title = `Use the ${dark() ? 'light' : 'dark'} theme`;
  button.setAttribute('aria-label', button.title);
}

function failed(error) {
  announce(error.message);
}

function typing(target) {
  return target.closest('input, textarea, select, [contenteditable]') !== null;
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) {
    return;
  }
  if (typing(event.target) && event.key !== 'Escape') {
    return;
  }
  const number = Number(event.key);
  if (event.key === '?') {
    showHelp(store);
  } else if (number >= 1 && number <= tabs.size) {
    location.hash = `#/${Object.keys(VIEWS)[number - 1]}`;
  } else if (!current.view.key?.(event)) {
    return;
  }
  event.preventDefault();
}

buildTabs();
buildTools();
EVENTS.forEach((name) => store.addEventListener(name, () => current?.view.update?.(name)));
addEventListener('hashchange', route);
addEventListener('keydown', keys);
route();
store.start().catch((error) => {
  store.failure = error.message;
  current.view.update?.('pipelines');
});
