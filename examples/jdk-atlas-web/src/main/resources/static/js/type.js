/** A type: what it extends and implements, and lists of what it is related to, each read on by a cursor. */

import { get } from './api.js';
import { announce, foot, h } from './dom.js';
import { count, duration, plural, typePath } from './format.js';
import { named } from './search.js';

const LISTS = [
  ['methods', 'Methods', 'Type.METHODS'],
  ['fields', 'Fields', 'Type.FIELDS'],
  ['subclasses', 'Subclasses', 'Type.SUBCLASSES'],
  ['implementors', 'Implementors', 'Type.IMPLEMENTORS'],
  ['callers', 'Callers', 'Method.CALLERS'],
  ['callees', 'Callees', 'Method.CALLEES'],
];

/** Draws the page. */
export async function typePage(root, name, leaving) {
  const base = `/api/types/${encodeURIComponent(name)}`;
  const { answer: type, statements, micros } = await get(base, leaving);
  const took = (what, sent, time) => foot(`${what}: ${plural(sent, 'statement')}`, duration(time));
  const simple = type.name.slice(type.name.lastIndexOf('.') + 1);
  const panel = h('div', { role: 'tabpanel', id: 'panel', tabindex: '0' });
  const tabs = LISTS.map(([key, title, relationship]) => h('button', {
    type: 'button', role: 'tab', id: `tab-${key}`, 'aria-controls': 'panel', 'aria-selected': 'false', tabindex: '-1',
    title: relationship, click: () => choose(key),
  }, title, type.counts[key] === undefined ? null : h('span', { class: 'badge' }, count(type.counts[key]))));
  const tablist = h('div', { role: 'tablist', class: 'lists', 'aria-label': 'Relationships', keydown: arrows }, tabs);

  root.append(h('article', { class: 'type' },
    h('header', {},
      h('p', { class: 'note' }, `${type.module} / ${type.packageName}`),
      h('h1', {}, simple),
      h('p', { class: 'facts' }, h('span', { class: 'tag' }, `${type.modifiers} ${type.kind.toLowerCase()}`.trim()),
        h('a', { href: `/ways?type=${encodeURIComponent(type.name)}` }, 'Ask three ways'))),
    type.superclasses.length > 0 && relation('Extends', h('ol', { class: 'chain' }, type.superclasses.map(link))),
    type.interfaces.length > 0 && relation(type.kind === 'INTERFACE' ? 'Extends interfaces' : 'Implements', h('ul', { class: 'chips' }, type.interfaces.map(link))),
    tablist, panel));

  function arrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
      tabs[next].focus();
      choose(LISTS[next][0]);
    }
  }

  let choice = new AbortController();
  leaving.addEventListener('abort', () => choice.abort());

  async function choose(key, first) {
    choice.abort();
    choice = new AbortController();
    for (const tab of tabs) {
      const chosen = tab.id === `tab-${key}`;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) {
        tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    }
    panel.setAttribute('aria-labelledby', `tab-${key}`);
    history.replaceState(null, '', `${location.pathname}${key === 'methods' ? '' : `#${key}`}`);
    await list(panel, `${base}/${key}`, item(key), choice.signal, took, first);
  }

  function item(key) {
    return key === 'fields' ? field : key === 'subclasses' || key === 'implementors'
      ? (row) => h('li', {}, link(row, true)) : (row) => method(row, choice, took);
  }

  const wanted = location.hash.slice(1);
  const key = LISTS.some(([known]) => known === wanted) ? wanted : 'methods';
  await choose(key, key === 'methods' ? type.methods : null);
  took('This type', statements, micros);
}

function relation(name, content) {
  return h('section', { class: 'relation' }, h('h2', {}, name), content);
}

function link(row, whole) {
  return h(whole === true ? 'div' : 'li', { class: whole === true ? 'line' : null },
    h('a', { href: typePath(row.name) }, named(row.name)), whole === true && h('span', { class: 'tag' }, row.kind.toLowerCase()));
}

function field(row) {
  return h('li', {}, h('div', { class: 'line' }, h('code', {}, h('span', { class: 'dim' }, `${row.modifiers} `), `${row.type} `, h('b', {}, row.name))));
}

/** A method; opened it shows who calls it and what it calls. */
function method(row, choice, took) {
  const name = h('code', {}, row.type && h('span', { class: 'dim' }, `${row.type}.`), h('wbr'), h('b', {}, row.signature), h('span', { class: 'dim' }, `: ${row.result}`));
  const calls = h('div', { class: 'calls', hidden: true });
  const button = h('button', {
    type: 'button', class: 'open', 'aria-expanded': 'false', click: () => {
      const open = button.getAttribute('aria-expanded') !== 'true';
      button.setAttribute('aria-expanded', String(open));
      calls.hidden = !open;
      if (open && !calls.childElementCount) {
        for (const [key, title] of [['callers', 'Called by'], ['callees', 'Calls']]) {
          const part = h('div', {});
          calls.append(h('section', {}, h('h3', {}, title), part));
          list(part, `/api/methods/${row.id}/${key}`, called, choice.signal, took);
        }
      }
    },
  }, name);
  return h('li', {}, h('div', { class: 'line' }, button, row.modifiers && h('span', { class: 'note' }, row.modifiers)), calls);
}

function called(row) {
  return h('li', {}, h('div', { class: 'line' }, h('a', { href: typePath(row.type) }, h('code', {}, h('span', { class: 'dim' }, `${row.type}.`), h('wbr'), row.signature))));
}

/** Draws a list, and a button for what comes after it. */
async function list(root, path, item, signal, took, first) {
  const rows = h('ul', { class: 'rows' });
  const more = h('button', { type: 'button', class: 'button', hidden: true, click: () => read() }, 'More');
  root.replaceChildren(rows, more);
  let cursor = null;

  function add(page) {
    rows.append(...page.items.map(item));
    cursor = page.next;
    more.hidden = !cursor;
    if (!rows.childElementCount) {
      rows.append(h('li', { class: 'none' }, 'None.'));
    }
  }

  async function read() {
    more.disabled = true;
    try {
      const page = await get(path + (cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''), signal);
      const before = rows.childElementCount;
      add(page.answer);
      took(plural(page.answer.items.length, 'row'), page.statements, page.micros);
      if (before) {
        announce(`${plural(page.answer.items.length, 'more row')}`);
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        rows.append(h('li', { class: 'none' }, error.message));
      }
    }
    more.disabled = false;
  }

  if (first) {
    add(first);
  } else {
    await read();
  }
}
