import { h } from './dom.js';
import { count, plural } from './format.js';

/** Conditions and orders that are worth a line. */
const DETAILS = ['Index Cond', 'Recheck Cond', 'Filter', 'Hash Cond', 'Merge Cond', 'Join Filter', 'Sort Key', 'Group Key', 'Cache Key'];

/** Draws the answer of EXPLAIN (FORMAT JSON) as a tree. */
export function planTree(plan) {
  const root = (Array.isArray(plan) ? plan[0] : plan)?.Plan;
  if (!root) {
    return h('pre', { class: 'sql', tabindex: '0' }, JSON.stringify(plan, null, 2));
  }
  return h('figure', { class: 'plan', 'aria-label': 'Plan' },
    h('ul', {}, node(root, root['Total Cost'])),
    h('figcaption', {}, 'Estimated by the planner for any values (generic plan); the statement was not run again.'));
}

function node(plan, total) {
  const scan = plan['Node Type'] === 'Seq Scan';
  const children = plan.Plans ?? [];
  return h('li', {},
    h('div', { class: `node${scan ? ' scan' : ''}` },
      h('p', { class: 'node-title', title: title(plan) }, h('strong', {}, plan['Node Type']), subject(plan)),
      h('p', { class: 'node-cost' },
        h('span', { class: 'gauge thin', 'aria-hidden': 'true' }, h('span', { class: 'fill', style: { width: `${(100 * plan['Total Cost']) / Math.max(total, 0.01)}%` } })),
        h('span', {}, `cost ${count(plan['Total Cost'])} · ${plural(plan['Plan Rows'], 'row')}`)),
      DETAILS.filter((name) => name in plan).map((name) => h('p', { class: 'node-detail' }, `${name} `, h('code', {}, [plan[name]].flat().join(', ')))),
      scan ? h('p', { class: 'node-advice' }, 'Reads the whole table.') : null),
    children.length ? h('ul', {}, children.map((child) => node(child, total))) : null);
}

function subject(plan) {
  const index = plan['Index Name'];
  const table = plan['Relation Name'] ?? plan['CTE Name'] ?? plan['Function Name'];
  return [index ? ` by ${index}` : '', table ? ` on ${table}` : ''].join('');
}

const title = (plan) => `${plan['Node Type']}${subject(plan)}`;
