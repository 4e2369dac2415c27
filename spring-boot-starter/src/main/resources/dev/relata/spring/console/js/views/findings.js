import { empty, h } from '../dom.js';
import { plural } from '../format.js';
import { findingCard } from './finding-card.js';

/** What to change, newest first. */
export const findings = {
  title: 'Findings',
  open(main, store) {
    const body = h('div', { class: 'cards' });
    const sub = h('p', { class: 'sub' });
    main.append(h('header', { class: 'view-head' }, h('h1', {}, 'Findings'), sub), body);
    const elements = new Map();
    const draw = () => {
      sub.textContent = store.findings.length ? `${plural(store.findings.length, 'place')} to change, newest first` : '';
      if (store.findings.length === 0) {
        elements.clear();
        body.replaceChildren(empty('No findings', 'Relata looks for lookups that go out one by one, lists without a bound and, when you open the plan of a '
          + 'statement, for sequential scans under lookups. Call the endpoints you care about and come back.'));
        return;
      }
      body.replaceChildren(...store.findings.map((finding) => {
        const held = elements.get(finding.id);
        if (held?.finding === finding) {
          return held.card;
        }
        const card = findingCard(finding);
        elements.set(finding.id, { finding, card });
        return card;
      }));
    };
    const cards = () => [...body.querySelectorAll('.finding')];
    draw();
    return {
      update: (what) => what === 'findings' && draw(),
      key: ({ key }) => key === 'j' || key === 'k' ? step(cards(), key === 'j' ? 1 : -1) : false,
    };
  },
};

/** Moves the focus to the next or the previous element of a list. */
export function step(elements, by) {
  if (elements.length === 0) {
    return false;
  }
  const at = elements.findIndex((element) => element.contains(document.activeElement));
  const next = elements[Math.max(0, Math.min(elements.length - 1, at < 0 ? (by > 0 ? 0 : elements.length - 1) : at + by))];
  (next.matches('a, button, [tabindex]') ? next : next.querySelector('a, button, [tabindex]'))?.focus();
  return true;
}
