// The scales that what changed is told on: each domain's own. No page.
import { cellOf, placesOf } from '../lib/instrument.js';

/** The places of a domain of `changed`; of one that only earlier workshops had, those of the first column. */
export const scaleOf = ({ domain }, framework) =>
  cellOf(framework, domain) ? placesOf(framework, domain) : (framework.columns[0]?.places ?? []);

/** Domains by their scale, of those that have an order: [{levels, domains}]. */
export function byScale(domains, framework) {
  const found = new Map();
  for (const domain of domains) {
    const levels = scaleOf(domain, framework);
    if (levels[0]?.column?.ordered === false || levels.length < 2) continue;
    found.set(levels, [...(found.get(levels) ?? []), domain]);
  }
  return [...found].map(([levels, those]) => ({ levels, domains: those }));
}
