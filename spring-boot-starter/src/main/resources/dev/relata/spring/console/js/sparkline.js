import { svg } from './dom.js';
import { SECONDS } from './store.js';

/** Draws values of the last minute as an area, newest at the right; the highest of all lists is the top. */
export function sparkline(label, ...lists) {
  const top = Math.max(1, ...lists.flat());
  return svg('svg', { class: 'spark', viewBox: `0 0 ${SECONDS - 1} 24`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    lists.map((values, index) => {
      const points = values.map((value, at) => `${SECONDS - values.length + at} ${(23 - (value / top) * 21).toFixed(2)}`);
      const first = SECONDS - values.length;
      return values.length === 0 ? null : svg('g', { class: `series-${index}` },
        values.length < 2 ? null : svg('path', { class: 'area', d: `M${first} 24 L${points.join(' L')} L${SECONDS - 1} 24 Z` }),
        svg('path', { class: 'stroke', d: `M${points.join(' L')}`, 'vector-effect': 'non-scaling-stroke' }));
    }));
}
