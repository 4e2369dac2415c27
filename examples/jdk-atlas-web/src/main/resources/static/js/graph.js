/** Waits until the graph is there, and shows the import meanwhile. */

import { get } from './api.js';
import { h } from './dom.js';
import { count } from './format.js';

let ready = null;

/** What the graph holds, once it is known. */
export const graph = () => ready;

/** Answers whether there is a graph to ask; draws the import until then. */
export async function whenReady(root, signal) {
  if (ready) {
    return true;
  }
  const now = await get('/api/graph', signal);
  return settle(now, root) || (now.state !== 'FAILED' && follow(root, signal));
}

function settle(snapshot, root) {
  if (snapshot.state === 'READY') {
    ready = snapshot;
    return true;
  }
  draw(snapshot, root);
  return false;
}

function follow(root, signal) {
  return new Promise((resolve, reject) => {
    const events = new EventSource('/api/graph/events');
    const end = (answer) => {
      events.close();
      resolve(answer);
    };
    events.addEventListener('graph', (event) => {
      const snapshot = JSON.parse(event.data);
      if (settle(snapshot, root)) {
        end(true);
      } else if (snapshot.state === 'FAILED') {
        end(false);
      }
    });
    signal.addEventListener('abort', () => {
      events.close();
      reject(signal.reason);
    });
  });
}

function draw(snapshot, root) {
  const failed = snapshot.state === 'FAILED';
  const done = snapshot.steps.map((step) => row(step.name, step.rows, `${step.seconds.toFixed(2)} s`, step.statements));
  const running = snapshot.running;
  if (running) {
    done.push(row(running.name, running.rows, 'running', ''));
  }
  const known = running && running.expected > 0;
  root.replaceChildren(h('section', { class: 'import' },
    h('h1', {}, failed ? 'The import failed' : `Importing the class graph of JDK ${snapshot.runtime}`),
    h('p', { class: 'note' }, failed ? snapshot.message : `Into ${snapshot.database}. This page goes on by itself; the first time it takes about half a minute.`),
    !failed && h('progress', { 'aria-label': 'The running step', max: known ? running.expected : null, value: known ? running.rows : null }),
    h('div', { class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': 'Steps of the import' }, h('table', {},
      h('thead', {}, h('tr', {}, ...['Step', 'Rows', 'Time', 'Statements'].map((name, index) => h('th', { scope: 'col', class: index && 'number' }, name)))),
      h('tbody', {}, done)))));
}

function row(name, rows, time, statements) {
  return h('tr', {}, h('th', { scope: 'row' }, name), h('td', { class: 'number' }, rows ? count(rows) : ''), h('td', { class: 'number' }, time),
    h('td', { class: 'number' }, statements === '' ? '' : count(statements)));
}
