/** What the timeline draws: how many events fall into each stretch of days, and bars for those whose day is not known. */

import type { Columns } from '../lib/columns';
import { isoFromDay, parts } from '../lib/days';

export interface Domain {
  readonly first: number;
  /** The last day, itself inside. */
  readonly last: number;
}

export interface Bucket {
  readonly first: number;
  readonly last: number;
  /** Events whose day is known. */
  exact: number;
  /** The share that falls here of events whose day is only known to lie in a longer stretch. */
  spread: number;
}

export interface Bar {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  readonly lane: number;
}

/** First and last day of a row; null where nothing is said. An open end is taken for the end that is said. */
export function daysOf(columns: Columns, row: number): [number, number] | null {
  const first = columns.earliest[row] ?? columns.latest[row];
  const last = columns.latest[row] ?? columns.earliest[row];
  return first == null || last == null ? null : [first, last];
}

/** From the first to the last day; a few events long before the others do not squeeze those into a line. */
export function domainOf(columns: Columns, rows: Uint32Array): { domain: Domain; before: number } | null {
  const lasts: number[] = [];
  let latest = -Infinity;
  for (const row of rows) {
    const days = daysOf(columns, row);
    if (!days) continue;
    lasts.push(days[1]);
    latest = Math.max(latest, days[1]);
  }
  if (!lasts.length) return null;
  lasts.sort((a, b) => a - b);
  const middle = lasts[Math.floor(lasts.length * 0.02)]!;
  const earliest = lasts[0]!;
  const isSqueezed = latest - earliest > 4 * Math.max(30, latest - middle);
  const first = isSqueezed ? middle : earliest;
  const margin = Math.max(1, Math.round((latest - first) * 0.015));
  return {
    domain: { first: first - margin, last: latest + margin },
    before: isSqueezed ? lasts.filter((day) => day < first - margin).length : 0,
  };
}

/** Stretches of one length each that cover the domain: days, weeks, months, quarters or years. */
export function stretches(domain: Domain, most: number): { first: number; last: number }[] {
  const days = domain.last - domain.first + 1;
  const list: { first: number; last: number }[] = [];
  if (days / 7 <= most) {
    const step = days <= most ? 1 : 7;
    for (let day = domain.first; day <= domain.last; day += step)
      list.push({ first: day, last: Math.min(domain.last, day + step - 1) });
    return list;
  }
  const months = days / 30.4 <= most ? 1 : days / 91 <= most ? 3 : 12;
  let { year, month } = parts(domain.first);
  month -= month % months;
  for (;;) {
    const first = Math.round(Date.UTC(year, month, 1) / 86_400_000);
    if (first > domain.last) return list;
    month += months;
    list.push({
      first: Math.max(first, domain.first),
      last: Math.min(domain.last, Math.round(Date.UTC(year, month, 1) / 86_400_000) - 1),
    });
  }
}

export function bucketsOf(columns: Columns, rows: Uint32Array, domain: Domain, most: number): Bucket[] {
  const buckets: Bucket[] = stretches(domain, most).map(({ first, last }) => ({ first, last, exact: 0, spread: 0 }));
  if (!buckets.length) return buckets;
  const starts = buckets.map((one) => one.first);
  for (const row of rows) {
    const days = daysOf(columns, row);
    if (!days || days[1] < domain.first || days[0] > domain.last) continue;
    const [first, last] = days;
    if (first === last) {
      buckets[indexOf(starts, first)]!.exact++;
      continue;
    }
    const share = 1 / (last - first + 1);
    for (
      let at = indexOf(starts, Math.max(first, domain.first));
      at < buckets.length && buckets[at]!.first <= last;
      at++
    ) {
      const one = buckets[at]!;
      one.spread += share * (Math.min(one.last, last) - Math.max(one.first, first) + 1);
    }
  }
  return buckets;
}

function indexOf(starts: readonly number[], day: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A bar for each event whose day is not known, in so many lanes; `hidden` is how many found no room. */
export function barsOf(
  columns: Columns,
  rows: Uint32Array,
  domain: Domain,
  lanes: number,
): { bars: Bar[]; hidden: number } {
  const spans: { row: number; first: number; last: number }[] = [];
  for (const row of rows) {
    const days = daysOf(columns, row);
    if (!days || days[0] === days[1] || days[1] < domain.first || days[0] > domain.last) continue;
    spans.push({ row, first: days[0], last: days[1] });
  }
  // Of very many, none would be told from the next.
  if (spans.length > 2000) return { bars: [], hidden: spans.length };
  spans.sort((a, b) => a.first - b.first || b.last - a.last);
  const ends: number[] = [];
  const bars: Bar[] = [];
  const gap = (domain.last - domain.first) / 200;
  for (const span of spans) {
    let lane = ends.findIndex((end) => end + gap < span.first);
    if (lane < 0) lane = ends.length;
    if (lane >= lanes) continue;
    ends[lane] = span.last;
    bars.push({ ...span, lane });
  }
  return { bars, hidden: spans.length - bars.length };
}

/** Where the axis has a mark, and what stands there. */
export function ticksOf(domain: Domain, most: number): { day: number; label: string }[] {
  const days = domain.last - domain.first + 1;
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const list: { day: number; label: string }[] = [];
  if (days <= most * 2.5) {
    const step = Math.max(1, Math.ceil(days / most));
    for (let day = domain.first; day <= domain.last; day += step) {
      const { year, month, date } = parts(day);
      list.push({ day, label: list.length === 0 ? `${date} ${names[month]} ${year}` : `${date} ${names[month]}` });
    }
    return list;
  }
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((step) => days / (30.4 * step) <= most) ?? 600;
  let { year, month } = parts(domain.first);
  month = months >= 12 ? 0 : month - (month % months);
  if (months > 12) year -= year % (months / 12);
  for (;;) {
    const day = Math.round(Date.UTC(year, month, 1) / 86_400_000);
    if (day > domain.last) return list;
    const at = parts(day);
    const label =
      at.month === 0 || months >= 12
        ? String(at.year)
        : list.length === 0
          ? `${names[at.month]} ${at.year}`
          : names[at.month]!;
    if (day >= domain.first) list.push({ day, label });
    month += months;
  }
}

export function stretchInWords(first: number, last: number): string {
  return first === last ? isoFromDay(first) : `${isoFromDay(first)} to ${isoFromDay(last)}`;
}
