/** An export that can be slowed down: the page reads as fast as the slider says, and the server follows. */

import { failure } from './api.js';
import { figure, foot, h, svg } from './dom.js';
import { count, megabytes } from './format.js';
import { graph } from './graph.js';

/** What is read in a second at 100%, in bytes; a percentage is that part of it, and 100 itself has no limit. */
const FULL = 8 * 1_048_576;
const SLICE = 16_384;
const HISTORY = 200;
const TABLES = [['calls', 'All calls'], ['methods', 'All methods']];

/** Draws the page. */
export function exportPage(root, leaving) {
  const rows = graph().rows;
  const figures = Object.fromEntries(['read', 'rate', 'bytes', 'cursors', 'held', 'heap'].map((name) => [name, figure({
    read: 'Rows read', rate: 'Rows per second', bytes: 'Read', cursors: 'Open cursors', held: 'Rows held by the server', heap: 'Heap of the server',
  }[name], '0', `export-${name}`)]));
  const value = (name, text) => { figures[name].querySelector('dd').textContent = text; };
  const pace = h('input', { id: 'pace', type: 'range', min: 1, max: 100, value: 100, input: () => paced() });
  const paceText = h('output', { for: 'pace' }, '100%');
  const start = h('button', { type: 'button', class: 'button primary', id: 'start', click: () => run() }, 'Start');
  const cancel = h('button', { type: 'button', class: 'button', id: 'cancel', disabled: true, click: () => stop() }, 'Cancel');
  const state = h('p', { class: 'note', id: 'export-state', role: 'status' }, 'Nothing runs.');
  const progress = h('progress', { max: 1, value: 0, 'aria-label': 'Rows read' });
  const charts = { rate: chart('Rows per second'), held: chart('Rows held'), heap: chart('Heap') };
  const sessions = h('ul', { class: 'rows', id: 'sessions' });
  root.append(h('section', { class: 'page' },
    h('h1', {}, 'Live export'),
    h('p', { class: 'lead' }, 'One cursor, one snapshot, NDJSON in whole buffers. Slow the reading down: the server fetches no faster than you read, and holds two fetches at most.'),
    h('div', { class: 'controls' },
      h('fieldset', {}, h('legend', { class: 'hidden' }, 'What to export'), TABLES.map(([key, title], index) => h('label', {},
        h('input', { type: 'radio', name: 'table', value: key, checked: index === 0 }), `${title} (${count(rows[key] ?? 0)})`))),
      h('div', { class: 'buttons' }, start, cancel),
      h('div', { class: 'pace' }, h('label', { for: 'pace' }, 'Reading speed'), pace, paceText)),
    progress, state,
    h('dl', { class: 'figures' }, Object.values(figures)),
    h('div', { class: 'charts' }, Object.values(charts).map((one) => one.element)),
    h('h2', {}, 'pg_stat_activity'),
    h('p', { class: 'note' }, 'Sessions of this server that are in a transaction or at work.'), sessions));

  let reading = null;
  let total = 0;
  let window = [];

  function paced() {
    paceText.textContent = `${pace.value}%`;
    pace.setAttribute('aria-valuetext', `${pace.value} percent`);
  }

  async function run() {
    const abort = new AbortController();
    reading = abort;
    total = 0;
    window = [];
    let bytes = 0;
    const table = root.querySelector('[name=table]:checked').value;
    buttons(true);
    say(`Reads ${table}.`);
    try {
      const response = await fetch(`/api/export/${table}`, { signal: abort.signal, headers: { Accept: 'application/x-ndjson' }, cache: 'no-store' });
      if (!response.ok) {
        throw await failure(response);
      }
      const reader = response.body.getReader();
      let debt = performance.now();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        for (let at = 0; at < part.value.length; at += SLICE) {
          const slice = part.value.subarray(at, at + SLICE);
          bytes += slice.length;
          total += lines(slice);
          progress.max = Math.max(rows[table], total);
          progress.value = total;
          value('bytes', megabytes(bytes));
          debt = await wait(slice.length, debt, abort.signal);
        }
      }
      say(`Read all ${count(total)} rows.`);
    } catch (error) {
      say(error.name === 'AbortError' ? `Cancelled after ${count(total)} rows.` : error.message);
    }
    if (reading === abort) {
      reading = null;
      buttons(false);
    }
  }

  /** Waits as long as this many bytes may take; answers when they are paid for. */
  async function wait(bytes, debt, signal) {
    if (Number(pace.value) === 100) {
      return performance.now();
    }
    let due = Math.max(debt, performance.now() - 1000);
    const share = () => (bytes / (FULL * (Number(pace.value) / 100))) * 1000;
    const end = due + share();
    while (performance.now() < end && !signal.aborted && Number(pace.value) < 100) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(50, Math.max(1, end - performance.now()))));
      if (due + share() < performance.now()) {
        break;
      }
    }
    signal.throwIfAborted();
    return end;
  }

  function stop() {
    reading?.abort();
  }

  function buttons(running) {
    start.disabled = running;
    cancel.disabled = !running;
    (running ? cancel : start).focus();
  }

  function say(text) {
    state.textContent = text;
  }

  const events = new EventSource('/api/live');
  events.addEventListener('live', (event) => live(JSON.parse(event.data)));
  events.addEventListener('error', () => say('The server does not answer.'));
  leaving.addEventListener('abort', () => {
    stop();
    events.close();
  });

  function live(now) {
    const at = performance.now();
    window.push([at, total]);
    window = window.filter(([time]) => at - time < 2000);
    const [[since, before]] = window;
    const rate = at > since ? ((total - before) / (at - since)) * 1000 : 0;
    const held = now.streams.reduce((sum, stream) => sum + stream.held, 0);
    value('read', count(total));
    value('rate', count(rate));
    value('cursors', count(now.streams.length));
    value('held', `${count(held)} of ${count(2 * now.fetchSize)}`);
    value('heap', `${megabytes(now.heap.used)} of ${megabytes(now.heap.max)}`);
    charts.rate.add(rate, `${count(rate)} / s`);
    charts.held.add(held, count(held), 2 * now.fetchSize);
    charts.heap.add(now.heap.used, megabytes(now.heap.used), now.heap.max);
    const waiting = now.streams.some((stream) => stream.waitingForConsumer);
    foot(now.streams.length ? `${now.streams.length} open, ${count(now.streams.reduce((sum, stream) => sum + stream.fetches, 0))} fetches${waiting ? ', waits for the reader' : ''}` : 'No cursor is open');
    sessions.replaceChildren(...(now.sessions.length
      ? now.sessions.map((session) => h('li', {}, h('div', { class: 'line' }, h('code', {}, session.query), h('span', { class: 'note' }, `${session.pid}, ${session.state}, ${session.seconds.toFixed(1)} s`))))
      : [h('li', { class: 'none' }, 'None.')]));
  }
}

/** Counts the ends of lines. */
function lines(bytes) {
  let found = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    found++;
  }
  return found;
}

function chart(name) {
  const line = svg('path', { class: 'stroke' });
  const area = svg('path', { class: 'area' });
  const text = h('span', {});
  const values = [];
  return {
    element: h('figure', { class: 'chart' }, h('figcaption', {}, name, ' ', text), svg('svg', { viewBox: '0 0 200 48', preserveAspectRatio: 'none', class: 'spark', 'aria-hidden': 'true' }, area, line)),
    add(value, written, most = 0) {
      values.push(value);
      if (values.length > HISTORY) {
        values.shift();
      }
      const top = Math.max(most, ...values, 1);
      const points = values.map((one, index) => `${(200 - values.length + index + 1).toFixed(0)},${(47 - (one / top) * 45).toFixed(1)}`);
      line.setAttribute('d', `M${points.join('L')}`);
      area.setAttribute('d', `M${200 - values.length + 1},48L${points.join('L')}L200,48Z`);
      text.textContent = written;
    },
  };
}
