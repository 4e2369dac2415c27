/** Finds types as somebody types. Each key cancels the search before it, down to the statement in the database. */

import { get } from './api.js';
import { announce, figure, foot, h } from './dom.js';
import { count, duration, plural, typePath } from './format.js';
import { graph } from './graph.js';

const EXAMPLES = ['java.lang.String', 'java.util.List', 'java.util.HashMap', 'java.util.concurrent.Flow$Publisher', 'javax.swing.JButton'];

/** Draws the page. */
export function searchPage(root, leaving) {
  const known = graph();
  const results = h('ul', { class: 'rows', id: 'results', 'aria-label': 'Types', keydown: (event) => key(event) });
  const hint = h('div', { class: 'hint' },
    h('dl', { class: 'figures' }, Object.entries(known.rows).map(([name, rows]) => figure(name, count(rows)))),
    h('p', { class: 'note' }, `The class graph of JDK ${known.runtime}, in ${known.database}.`),
    h('p', {}, 'For example ', EXAMPLES.map((name, index) => [index ? ', ' : '', h('a', { href: typePath(name) }, name)])));
  const input = h('input', {
    id: 'q', type: 'search', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off',
    placeholder: 'String, concurrent.Flow, Map$Entry', 'aria-controls': 'results',
    input: () => search(), keydown: (event) => key(event),
  });
  root.append(h('section', { class: 'search' },
    h('h1', {}, h('label', { for: 'q' }, 'Search for a type')), input, results, hint));
  input.value = new URLSearchParams(location.search).get('q') ?? '';
  input.focus();

  let before = new AbortController();
  leaving.addEventListener('abort', () => before.abort());

  async function search() {
    before.abort();
    before = new AbortController();
    const { signal } = before;
    const text = input.value.trim();
    history.replaceState(null, '', text ? `/?q=${encodeURIComponent(text)}` : '/');
    if (!text) {
      draw([], false);
      foot();
      return;
    }
    try {
      const found = await get(`/api/search?q=${encodeURIComponent(text)}`, signal);
      if (signal.aborted) {
        return;
      }
      draw(found.answer, true, text);
      announce(plural(found.answer.length, 'type'));
      foot(plural(found.statements, 'statement'), duration(found.micros));
    } catch (error) {
      if (error.name !== 'AbortError') {
        results.replaceChildren(h('li', { class: 'none' }, error.message));
      }
    }
  }

  function draw(types, searched, text) {
    hint.hidden = searched;
    results.hidden = !searched;
    results.replaceChildren(...types.map(option));
    if (searched && !types.length) {
      results.append(h('li', { class: 'none' }, `No type has "${text}" in its name.`));
    }
  }

  function option(type) {
    return h('li', {}, h('a', { href: typePath(type.name) }, named(type.name), h('span', { class: 'tag' }, type.kind.toLowerCase())));
  }

  function key(event) {
    const stops = [input, ...results.querySelectorAll('a')];
    const at = stops.indexOf(document.activeElement);
    const to = at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0);
    if (to !== at && stops[to]) {
      event.preventDefault();
      stops[to].focus();
    } else if (event.key === 'Enter' && at === 0 && stops.length > 1) {
      event.preventDefault();
      stops[1].click();
    }
  }

  results.hidden = true;
  if (input.value) {
    return search();
  }
  return undefined;
}

/** The name of a type: its simple name stands out. */
export function named(name) {
  const dot = name.lastIndexOf('.') + 1;
  return h('span', { class: 'type-name' }, h('span', { class: 'package' }, name.slice(0, dot)), h('wbr'), name.slice(dot));
}
