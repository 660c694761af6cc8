/** The ledger's events as columns: a hundred thousand of them in memory, filtered and sorted between two key strokes. */

import { send } from './api';
import { dayFromIso, daysFromWords } from './days';

type Text = string | null;
type Figure = number | null;

/** One array a column, all of the same length; days are numbers since 1970-01-01, null where nothing is said. */
export class Columns {
  readonly id: string[] = [];
  readonly type: string[] = [];
  readonly mode: Text[] = [];
  readonly status: string[] = [];
  readonly earliest: Figure[] = [];
  readonly latest: Figure[] = [];
  readonly time_precision: Text[] = [];
  readonly place: Text[] = [];
  readonly country: Text[] = [];
  readonly admin1: Text[] = [];
  readonly lat: Figure[] = [];
  readonly lon: Figure[] = [];
  readonly precision: Text[] = [];
  readonly radius_km: Figure[] = [];
  readonly actors: Text[] = [];
  readonly recipients: Text[] = [];
  readonly killed_low: Figure[] = [];
  readonly killed_best: Figure[] = [];
  readonly killed_high: Figure[] = [];
  readonly injured_low: Figure[] = [];
  readonly injured_best: Figure[] = [];
  readonly injured_high: Figure[] = [];
  readonly reports: number[] = [];
  readonly outlets: Figure[] = [];
  readonly sources: Figure[] = [];
  readonly conflicts: number[] = [];
  readonly confidence: Figure[] = [];
  readonly restricted: number[] = [];
  /** What the filter box looks through, in lower case. */
  readonly words: string[] = [];
  seq = 0;
  total = 0;

  get length(): number {
    return this.id.length;
  }

  /** The lines that are here by now, apart from those that are still to come. */
  copied(): Columns {
    const copy = new Columns();
    copy.seq = this.seq;
    copy.total = this.total;
    for (const name of NAMES) (copy[name] as unknown[]).push(...(this[name] as unknown[]));
    copy.words.push(...this.words);
    return copy;
  }

  take(lines: Record<string, unknown[]>): void {
    const known = lines['id'] as string[];
    for (const name of NAMES) {
      const column = this[name] as unknown[];
      const given = lines[name];
      const isDay = name === 'earliest' || name === 'latest';
      for (let i = 0; i < known.length; i++) {
        const value = given?.[i] ?? null;
        column.push(isDay ? dayFromIso(value as Text) : value);
      }
    }
    for (let i = this.words.length; i < this.id.length; i++) {
      const parts = [this.place[i], this.country[i], this.admin1[i], this.actors[i], this.recipients[i]];
      const kind = (this.type[i] ?? '').replaceAll('_', ' ');
      const all = [kind, this.mode[i], ...parts, this.id[i]];
      this.words.push(all.filter(Boolean).join(' ').toLowerCase());
    }
  }
}

const NAMES = [
  'id', 'type', 'mode', 'status', 'earliest', 'latest', 'time_precision', 'place', 'country', 'admin1', 'lat', 'lon',
  'precision', 'radius_km', 'actors', 'recipients', 'killed_low', 'killed_best', 'killed_high', 'injured_low',
  'injured_best', 'injured_high', 'reports', 'outlets', 'sources', 'conflicts', 'confidence', 'restricted',
] as const; // prettier-ignore

/** Streams events; `onMore` is called as lines arrive, so that a long ledger shows its newest events at once. */
export async function streamColumns(
  query: URLSearchParams,
  onMore: (columns: Columns) => void,
  signal?: AbortSignal,
): Promise<Columns> {
  const answer = await send(['events', 'columns'], signal ? { query, signal } : { query });
  const columns = new Columns();
  if (!answer.body) return columns;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines) {
      if (!line.trim()) continue;
      const told = JSON.parse(line);
      if (Array.isArray(told.columns)) {
        columns.total = told.total;
        columns.seq = told.seq;
      } else {
        columns.take(told);
        onMore(columns);
      }
    }
    if (done) return columns;
  }
}

export type Box = readonly [west: number, south: number, east: number, north: number];

/** What the person asks for; each empty part asks for nothing. */
export interface Asking {
  readonly words: readonly string[];
  readonly types: ReadonlySet<string>;
  readonly countries: ReadonlySet<string>;
  readonly statuses: ReadonlySet<string>;
  readonly since: number | null;
  readonly until: number | null;
  readonly box: Box | null;
  readonly killed: number | null;
  readonly reports: number | null;
  readonly conflicts: boolean;
  /** Of a search through the reports' own words; null where there is none. */
  readonly found: ReadonlySet<string> | null;
}

export function askingFrom(query: URLSearchParams, found: ReadonlySet<string> | null): Asking {
  const least = (name: string): number | null => {
    const given = query.get(name);
    return given && /^\d+$/.test(given) ? Number(given) : null;
  };
  return {
    words: (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean),
    types: new Set(query.getAll('type')),
    countries: new Set(query.getAll('country')),
    statuses: new Set(query.getAll('status')),
    since: daysFromWords(query.get('since') ?? '')?.[0] ?? null,
    until: daysFromWords(query.get('until') ?? '')?.[1] ?? null,
    box: boxFrom(query.get('box')),
    killed: least('killed'),
    reports: least('reports'),
    conflicts: query.get('conflicts') === '1',
    found,
  };
}

function boxFrom(given: string | null): Box | null {
  const numbers = (given ?? '').split(',').map(Number);
  const [west, south, east, north] = numbers;
  if (numbers.length !== 4 || numbers.some(Number.isNaN)) return null;
  return [west!, south!, east!, north!];
}

/** The rows, in the order given, that the person asks for; `but` leaves the brush of one view out, for that view to show it. */
export function filtered(columns: Columns, order: Uint32Array, asking: Asking, but?: 'time' | 'box'): Uint32Array {
  const kept = new Uint32Array(order.length);
  const { words, types, countries, statuses, killed, reports, conflicts, found } = asking;
  const since = but === 'time' ? null : asking.since;
  const until = but === 'time' ? null : asking.until;
  const box = but === 'box' ? null : asking.box;
  let n = 0;
  next: for (const i of order) {
    if (found && !found.has(columns.id[i]!)) continue;
    if (types.size && !types.has(columns.type[i]!)) continue;
    if (countries.size && !countries.has(columns.country[i] ?? '')) continue;
    if (statuses.size && !statuses.has(columns.status[i]!)) continue;
    if (killed !== null && (columns.killed_best[i] ?? columns.killed_low[i] ?? -1) < killed) continue;
    if (reports !== null && columns.reports[i]! < reports) continue;
    if (conflicts && !columns.conflicts[i]) continue;
    if (since !== null || until !== null) {
      const first = columns.earliest[i] ?? columns.latest[i];
      const last = columns.latest[i] ?? columns.earliest[i];
      if (first == null || last == null) continue;
      if (since !== null && last < since) continue;
      if (until !== null && first > until) continue;
    }
    if (box) {
      const lat = columns.lat[i];
      const lon = columns.lon[i];
      if (lat == null || lon == null || !isIn(box, lat, lon)) continue;
    }
    if (words.length) {
      const all = columns.words[i]!;
      for (const one of words) if (!all.includes(one)) continue next;
    }
    kept[n++] = i;
  }
  return kept.slice(0, n);
}

function isIn([west, south, east, north]: Box, lat: number, lon: number): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

export const SORTS = ['day', 'type', 'place', 'killed', 'injured', 'reports', 'confidence'] as const;
export type Sort = (typeof SORTS)[number];

/** All rows in that order; what is not said comes last in both directions. */
export function sorted(columns: Columns, sort: Sort, descending: boolean): Uint32Array {
  const order = Uint32Array.from({ length: columns.length }, (_, i) => i);
  const sign = descending ? -1 : 1;
  if (sort === 'type' || sort === 'place') {
    const column = sort === 'type' ? columns.type : columns.place;
    // By rank, so that a name is compared once and not in each of a million comparisons.
    const names = [...new Set(column)].filter((name) => name !== null).sort((a, b) => a.localeCompare(b));
    const ranks = new Map(names.map((name, rank) => [name, rank]));
    const rank = column.map((name) => (name === null ? null : (ranks.get(name) ?? null)));
    return order.sort((a, b) => compare(rank[a]!, rank[b]!, sign) || a - b);
  }
  const column: Record<typeof sort, Figure[]> = {
    day: columns.latest.map((day, i) => day ?? columns.earliest[i] ?? null),
    killed: columns.killed_best.map((best, i) => best ?? columns.killed_low[i] ?? columns.killed_high[i] ?? null),
    injured: columns.injured_best.map((best, i) => best ?? columns.injured_low[i] ?? columns.injured_high[i] ?? null),
    reports: columns.reports,
    confidence: columns.confidence,
  };
  const figures = column[sort];
  return order.sort((a, b) => compare(figures[a] ?? null, figures[b] ?? null, sign) || a - b);
}

function compare(a: number | null, b: number | null, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return (a - b) * sign;
}

/** How many of the rows have each value, the commonest first. */
export function facet(values: readonly (string | null)[], rows: Uint32Array): [string, number][] {
  const counts = new Map<string, number>();
  for (const i of rows) {
    const value = values[i];
    if (value != null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}
