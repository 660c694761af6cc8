/** An event in one line, as the queue shows it. */

import { dayFromIso, spanInWords } from '../lib/days';
import { rangeInShort, tollInShort, word } from '../lib/figures';
import { here } from '../lib/session.svelte';
import type { Brief } from '../lib/types';

export function briefTitle(brief: Brief): string {
  const kind = here.typeLabel(brief.type) + (brief.mode ? ` · ${word(brief.mode)}` : '');
  const where = [...new Set([brief.place, brief.country].filter(Boolean))].join(', ') || 'place not said';
  return [kind, where, spanInWords(dayFromIso(brief.earliest), dayFromIso(brief.latest))].join(', ');
}

export function briefWho(brief: Brief): string {
  return [few(brief.actors) || (brief.recipients ? 'not said' : ''), few(brief.recipients)].filter(Boolean).join(' → ');
}

export function briefTolls(brief: Brief): string {
  const said: string[] = [];
  for (const measure of ['killed', 'injured'] as const) {
    const bounds = { low: brief[`${measure}_low`], best: brief[`${measure}_best`], high: brief[`${measure}_high`] };
    if (bounds.low === null && bounds.best === null && bounds.high === null) continue;
    const range = rangeInShort(bounds);
    said.push(`${measure} ${tollInShort(bounds)}${range ? ` (${range})` : ''}`);
  }
  return said.join(', ');
}

/** The first of many names: the event's own page has all of them. */
function few(names: string | null): string {
  const all = names?.split('; ') ?? [];
  return all.slice(0, 3).join('; ') + (all.length > 3 ? ` and ${all.length - 3} more` : '');
}
