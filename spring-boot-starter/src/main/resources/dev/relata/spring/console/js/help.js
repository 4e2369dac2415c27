import { h } from './dom.js';
import { plural } from './format.js';

const KEYS = [
  ['j', 'k', 'next, previous'],
  ['Enter', 'open'],
  ['Esc', 'close, or clear the filter'],
  ['/', 'filter requests'],
  ['1–5', 'views, in their order'],
  ['?', 'this help'],
];

const FILTERS = [
  ['authors', 'name contains "authors"'],
  ['>50ms', 'took longer than 50 ms (also s, us)'],
  ['is:finding', 'has findings'],
  ['is:error', 'failed'],
  ['is:cancelled', 'was cancelled'],
  ['is:running', 'runs now'],
];

/** Shows keys, filters and what the recorder keeps. */
export function showHelp(store) {
  const dialog = h('dialog', { class: 'help', 'aria-labelledby': 'help-title', close: () => dialog.remove() },
    h('header', {}, h('h2', { id: 'help-title' }, 'Keyboard and help'),
      h('button', { type: 'button', class: 'button quiet square', 'aria-label': 'Close', click: () => dialog.close() }, '×')),
    h('div', { class: 'help-columns' },
      h('section', {}, h('h3', {}, 'Keys'), list(KEYS, 'kbd', true)),
      h('section', {}, h('h3', {}, 'Filter'), list(FILTERS, 'code', false))),
    h('p', { class: 'note' }, `The recorder keeps the newest ${store.capacity ? plural(store.capacity, 'request') : 'requests'} in memory (relata.console.capacity) `
      + 'and the shape of bound values, never the values. Nothing leaves this machine.'));
  document.body.append(dialog);
  dialog.showModal();
}

function list(entries, tag, joined) {
  return h('dl', {}, entries.map((entry) => [
    h('dt', {}, entry.slice(0, -1).flatMap((key, index) => [joined && index ? ' ' : null, h(tag, {}, key)])),
    h('dd', {}, entry.at(-1)),
  ]));
}
