/** Draws the page that the address names, and follows links without loading the document anew. */

import { searchPage } from './search.js';
import { typePage } from './type.js';
import { waysPage } from './ways.js';
import { exportPage } from './export.js';
import { whenReady } from './graph.js';
import { foot, h } from './dom.js';
import { typePath } from './format.js';

const view = document.getElementById('view');
let leaving = new AbortController();

function page() {
  const path = location.pathname;
  if (path.startsWith('/types/')) {
    const name = decodeURIComponent(path.slice('/types/'.length));
    return [name, (root, signal) => typePage(root, name, signal)];
  }
  if (path === '/ways') {
    return ['Three ways', waysPage];
  }
  return path === '/export' ? ['Live export', exportPage] : ['Search', searchPage];
}

async function show(fresh) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const [title, draw] = page();
  document.title = `${title} - JDK Atlas`;
  for (const link of document.querySelectorAll('.tabs a')) {
    link.toggleAttribute('aria-current', link.getAttribute('href') === location.pathname);
    if (link.hasAttribute('aria-current')) {
      link.setAttribute('aria-current', 'page');
    }
  }
  foot();
  try {
    if (await whenReady(view, signal)) {
      view.replaceChildren();
      if (!fresh) {
        view.focus({ preventScroll: true });
        view.scrollTop = 0;
      }
      await draw(view, signal);
    }
  } catch (error) {
    if (error.name !== 'AbortError') {
      view.replaceChildren(trouble(error));
    }
  }
}

function trouble(error) {
  return h('section', { class: 'trouble' },
    h('h1', {}, error.status === 404 ? 'Not in this graph' : 'That did not work'),
    h('p', {}, error.message),
    error.suggestions?.length
      ? [h('p', {}, 'Did you mean'), h('ul', { class: 'rows' }, error.suggestions.map((name) => h('li', {}, h('a', { href: typePath(name) }, name))))]
      : h('p', {}, h('a', { href: '/' }, 'Search for a type')));
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href]');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey
      || link.origin !== location.origin || link.hasAttribute('data-outside') || link.getAttribute('href').startsWith('#')) {
    return;
  }
  event.preventDefault();
  history.pushState(null, '', link.href);
  show(false);
});
addEventListener('popstate', () => show(false));
addEventListener('keydown', (event) => {
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !/INPUT|TEXTAREA|SELECT/.test(event.target.tagName)) {
    event.preventDefault();
    if (location.pathname !== '/') {
      history.pushState(null, '', '/');
      show(false);
    } else {
      document.getElementById('q')?.focus();
    }
  }
});

const theme = document.getElementById('theme');
const dark = matchMedia('(prefers-color-scheme: dark)');
const shown = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
const name = () => theme.setAttribute('aria-label', `Switch to ${shown() === 'dark' ? 'light' : 'dark'}`);
theme.addEventListener('click', () => {
  const next = shown() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = next;
  localStorage.setItem('relata.theme', next);
  name();
});
dark.addEventListener('change', name);
name();

show(true);
