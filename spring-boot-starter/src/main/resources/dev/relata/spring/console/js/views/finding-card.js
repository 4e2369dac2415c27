import { copyButton, h } from '../dom.js';
import { clock, plural } from '../format.js';

/** The name of each kind of finding, and what the remedy of it is. */
const KINDS = {
  N_PLUS_ONE: ['N+1', 'One statement for all of them'],
  SERIAL_LOOKUPS: ['One after another', 'Ask together'],
  UNBOUNDED_LIST: ['Unbounded list', 'Read as a stream or a page'],
  SEQUENTIAL_SCAN: ['Sequential scan', 'Add an index'],
};

/** Draws a finding with the call to paste. */
export function findingCard(finding, { pipeline = true } = {}) {
  const [kind, advice] = KINDS[finding.kind] ?? [finding.kind, 'Write instead'];
  return h('article', { class: 'finding', 'data-id': finding.id },
    h('header', {},
      h('span', { class: 'tag warn' }, kind),
      h('h3', { title: finding.subject }, finding.subject),
      h('span', { class: 'times' }, `${plural(finding.count, 'time')} · last ${clock(finding.lastAt)}`)),
    h('p', {}, finding.message),
    finding.place ? h('p', { class: 'place' }, h('span', { class: 'place-label' }, 'at '), h('code', { title: finding.place }, finding.place)) : null,
    finding.remedy
      ? h('div', { class: 'remedy' }, h('span', { class: 'remedy-label' }, advice), h('pre', { tabindex: '0', 'aria-label': 'To paste' }, h('code', {}, finding.remedy)), copyButton(finding.remedy))
      : null,
    pipeline && finding.pipeline !== null ? h('a', { class: 'more', href: `#/requests/${finding.pipeline}` }, 'Open the request') : null);
}
