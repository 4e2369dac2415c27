/** One question three ways, drawn on one axis of time. */

import { get } from './api.js';
import { announce, foot, h, svg } from './dom.js';
import { count, duration, plural } from './format.js';

const LEFT = 8;
const WIDTH = 1000;
const MOST_HEIGHT = 260;

/** Draws the page. */
export async function waysPage(root, leaving) {
  const asked = new URLSearchParams(location.search);
  const type = h('input', { id: 'type', name: 'type', required: true, autocomplete: 'off', spellcheck: 'false', value: asked.get('type') ?? 'java.lang.String' });
  const methods = h('input', { id: 'methods', name: 'methods', type: 'number', min: 1, max: 200, required: true, value: asked.get('methods') ?? 40 });
  const button = h('button', { class: 'button primary' }, 'Ask');
  const result = h('div', { class: 'ways' });
  root.append(h('section', { class: 'page' },
    h('h1', {}, 'One question, three ways'),
    h('p', { class: 'lead' }, 'Which methods do the first methods of a type call, and in which types are these? The same rows each time; only the number of statements differs.'),
    h('form', { class: 'question', submit: (event) => { event.preventDefault(); ask(); } },
      h('label', { for: 'type' }, 'Type'), type, h('label', { for: 'methods' }, 'Methods'), methods, button),
    result));

  async function ask() {
    button.disabled = true;
    history.replaceState(null, '', `/ways?type=${encodeURIComponent(type.value)}&methods=${methods.value}`);
    try {
      draw(result, await get(`/api/ways?type=${encodeURIComponent(type.value)}&methods=${encodeURIComponent(methods.value)}`, leaving));
    } catch (error) {
      if (error.name === 'AbortError') {
        return;
      }
      result.replaceChildren(h('p', { class: 'error-text', role: 'alert' }, error.message, error.suggestions?.length ? ` Did you mean ${error.suggestions.join(', ')}?` : ''));
    }
    button.disabled = false;
  }

  await ask();
}

function statements(way) {
  return way.recording.bursts.flatMap((burst) => burst.requests).flatMap((request) => request.statements.map((statement) => ({ ...statement, relationship: request.relationship, keys: request.keys })))
    .filter((statement) => statement.kind !== 'CONTROL')
    .sort((one, other) => one.startMicros - other.startMicros);
}

function draw(root, comparison) {
  const longest = Math.max(...comparison.ways.map((way) => way.recording.summary.durationMicros ?? 0));
  root.replaceChildren(
    h('p', { class: 'note', id: 'same' }, comparison.same ? `Three times the same answer: ${plural(comparison.lines, 'call')}.` : 'The answers differ!'),
    ...comparison.ways.map((way) => draft(way, longest)));
  const all = comparison.ways.reduce((sum, way) => sum + way.recording.summary.statements, 0);
  foot(`${plural(all, 'statement')} in all`);
  announce(comparison.ways.map((way) => `${way.name}: ${plural(way.recording.summary.statements, 'statement')}, ${duration(way.recording.summary.durationMicros)}`).join('. '));
}

function draft(way, longest) {
  const { summary, truncated } = way.recording;
  const sent = statements(way);
  return h('section', { class: 'way' },
    h('header', {}, h('h2', {}, way.name),
      h('p', { class: 'cost' }, h('b', { class: 'statements' }, plural(summary.statements, 'statement')), h('b', {}, duration(summary.durationMicros)))),
    h('div', { class: 'way-body' },
      h('pre', { tabindex: '0', role: 'region', 'aria-label': `The pipeline: ${way.name}` }, h('code', {}, way.code)),
      waterfall(way.name, sent, longest)),
    truncated && h('p', { class: 'note' }, 'Only the first statements are drawn.'),
    h('details', {}, h('summary', {}, 'The statements'), table(sent)));
}

function waterfall(name, sent, longest) {
  const row = Math.max(1.5, Math.min(16, MOST_HEIGHT / Math.max(sent.length, 1)));
  const height = Math.max(34, sent.length * row);
  const x = (micros) => LEFT + (micros / longest) * (WIDTH - LEFT);
  const ticks = steps(longest);
  return h('figure', { class: 'waterfall' },
    svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, preserveAspectRatio: 'none', height: Math.round(height), role: 'img', 'aria-label': `${name}: ${plural(sent.length, 'statement')} on an axis of ${duration(longest)}` },
      ticks.map((tick) => svg('line', { class: 'tick', x1: x(tick), x2: x(tick), y1: 0, y2: height })),
      sent.map((statement, index) => svg('rect', {
        class: 'span', x: x(statement.startMicros), y: index * row + row * 0.12, width: Math.max(2, x(statement.durationMicros ?? 0) - LEFT), height: row * 0.76, rx: Math.min(2, row / 4),
      }, svg('title', {}, `${statement.relationship}: ${duration(statement.durationMicros ?? 0)}, ${plural(statement.rows, 'row')}`)))),
    h('div', { class: 'axis', 'aria-hidden': 'true' }, ticks.map((tick) => {
      const label = h('span', {}, tick ? duration(tick) : '0');
      label.style.left = `${x(tick) / 10}%`;
      return label;
    })));
}

/** Four round steps or so. */
function steps(longest) {
  const rough = longest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const ticks = [];
  for (let at = 0; at < longest * 0.97; at += step) {
    ticks.push(at);
  }
  return ticks;
}

function table(sent) {
  const most = 200;
  return h('div', { class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': 'Statements' }, h('table', {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'For'), h('th', { scope: 'col', class: 'number' }, 'Keys'), h('th', { scope: 'col', class: 'number' }, 'Rows'), h('th', { scope: 'col', class: 'number' }, 'Time'), h('th', { scope: 'col' }, 'Statement'))),
    h('tbody', {}, sent.slice(0, most).map((statement) => h('tr', {},
      h('td', {}, statement.relationship), h('td', { class: 'number' }, statement.keys ? count(statement.keys) : ''), h('td', { class: 'number' }, count(statement.rows)), h('td', { class: 'number' }, duration(statement.durationMicros ?? 0)), h('td', {}, h('code', {}, statement.text))))),
  ), sent.length > most && h('p', { class: 'note' }, `and ${count(sent.length - most)} more`));
}
