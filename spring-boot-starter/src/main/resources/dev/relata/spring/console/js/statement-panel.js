import { send } from './api.js';
import { announce, copyButton, h, sql } from './dom.js';
import { count, duration, plural, words } from './format.js';
import { planTree } from './plan.js';

/** Draws a statement: its text, what it took, and its plan on demand. */
export function statementPanel(statement) {
  const plan = h('div', { class: 'plan-place' });
  return h('div', { class: 'panel' },
    h('pre', { class: 'sql', tabindex: '0', 'aria-label': 'Statement' }, sql(statement.text)),
    h('dl', { class: 'facts' },
      fact('kind', words(statement.kind)),
      fact('binds', binds(statement.binds)),
      fact('rows', count(statement.rows)),
      fact('first row', statement.firstRowMicros === null ? '–' : `after ${duration(statement.firstRowMicros)}`),
      fact('time', duration(statement.durationMicros)),
      fact('connection', statement.connection === null ? '–' : `#${statement.connection}`)),
    statement.error ? h('p', { class: 'error-text' }, statement.error) : null,
    h('div', { class: 'buttons' },
      statement.kind === 'CONTROL' ? null : h('button', { type: 'button', class: 'button small show-plan', click: (event) => show(statement, plan, event.target) }, 'Show plan'),
      copyButton(statement.text, 'Copy statement')),
    plan);
}

function fact(name, value) {
  return h('div', {}, h('dt', {}, name), h('dd', { title: typeof value === 'string' ? value : null }, value));
}

function binds(shapes) {
  return shapes.length === 0 ? 'none' : shapes.length > 8 ? `${shapes.slice(0, 8).join(', ')} and ${plural(shapes.length - 8, 'more', 'more')}` : shapes.join(', ');
}

async function show(statement, place, button) {
  button.disabled = true;
  place.replaceChildren(h('p', { class: 'note' }, 'Asking the database for its plan…'));
  try {
    const { plan } = await send('POST', 'plans', { statement: statement.id });
    place.replaceChildren(planTree(plan));
    announce('The plan is shown');
    button.hidden = true;
  } catch (error) {
    place.replaceChildren(h('p', { class: 'error-text', role: 'alert' }, error.message));
    button.disabled = false;
  }
}
