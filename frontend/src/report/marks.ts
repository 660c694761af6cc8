/** Which marks of a report are drawn, and on which line each: nested and overlapping ones keep apart without any colour. */

import type { Claim, Mark, Report } from '../lib/types';

/** Kinds that are a claim's own values; the rest is about who speaks, or about the report itself. */
const VALUES = new Set([
  'claim', 'actor', 'recipient', 'instrument', 'location', 'operation', 'motive', 'about', 'beneficiary', 'partner', 'count', 'when',
  'where', 'stance',
]); // prettier-ignore
const SPEECH = new Set(['cue', 'speaker']);
/** A writer's own words in what a source is told to have said: rare, and never to be passed over. */
export const LOADED = 'commentary';
/** Whole sentences: shaded behind the words, and not underlined. */
export const GROUNDS = new Set(['evidence', 'content']);

export interface Drawn {
  /** For each mark that is drawn, the line under the words that is its own: 0 is the nearest. */
  readonly lanes: ReadonlyMap<number, number>;
  /** Marks that are shaded behind the words. */
  readonly shaded: ReadonlySet<number>;
  readonly depth: number;
}

export function drawnMarks(report: Report, active: Claim | null, isAll: boolean): Drawn {
  const mine = new Set<string>();
  if (active) {
    mine.add(active.id);
    if (active.attribution) mine.add(active.attribution);
  }
  const lined: number[] = [];
  const shaded = new Set<number>();
  report.marks.forEach((mark, n) => {
    const isMine = mark.of !== null && mine.has(mark.of);
    if (GROUNDS.has(mark.kind)) {
      if (isMine) shaded.add(n);
    } else if (
      mark.kind === 'claim' ||
      mark.kind === LOADED ||
      isMine ||
      (isAll && (VALUES.has(mark.kind) || SPEECH.has(mark.kind)))
    )
      lined.push(n);
  });
  return { ...lanesOf(report.marks, lined), shaded };
}

/** Shorter marks come first, so that what is inside lies nearer to its words than what is around it. */
function lanesOf(marks: readonly Mark[], lined: readonly number[]): { lanes: Map<number, number>; depth: number } {
  const lanes = new Map<number, number>();
  const taken: Mark[][] = [];
  const order = lined.toSorted((a, b) => length(marks[a]!) - length(marks[b]!) || marks[a]!.start - marks[b]!.start);
  for (const n of order) {
    const mark = marks[n]!;
    let lane = taken.findIndex((row) => row.every((other) => other.end <= mark.start || mark.end <= other.start));
    if (lane < 0) lane = taken.push([]) - 1;
    taken[lane]!.push(mark);
    lanes.set(n, lane);
  }
  return { lanes, depth: taken.length };
}

function length(mark: Mark): number {
  return mark.end - mark.start;
}

/** How many code points a piece of JavaScript's text has: the only ruler that the server knows. */
export function codePoints(text: string): number {
  let n = 0;
  for (const _ of text) n++;
  return n;
}

/** The position in JavaScript's units of the code point with that number. */
export function unitsOf(text: string, points: number): number {
  let units = 0;
  let n = 0;
  for (const point of text) {
    if (n++ >= points) break;
    units += point.length;
  }
  return units;
}

export interface Word {
  readonly start: number;
  readonly end: number;
}

/** The words of a text in code points, for choosing them with the keyboard. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  let start: number | null = null;
  for (const point of text) {
    const isPart = /[\p{L}\p{N}\p{M}'’-]/u.test(point);
    if (isPart && start === null) start = at;
    if (!isPart && start !== null) {
      words.push({ start, end: at });
      start = null;
    }
    at++;
  }
  if (start !== null) words.push({ start, end: at });
  return words;
}

const TAGS: Record<string, string> = {
  actor: 'who', recipient: 'whom', count: 'how many', when: 'when', where: 'where', location: 'where', instrument: 'with what', speaker: 'says',
  cue: '', stance: 'stance', claim: 'act', operation: 'operation', motive: 'why', about: 'about', beneficiary: 'for', partner: 'with',
  commentary: "writer's word",
}; // prettier-ignore

export function tagOf(mark: Mark): string {
  return mark.label && mark.kind === 'count'
    ? mark.label.split(' ')[0]!.replaceAll('_', ' ')
    : (TAGS[mark.kind] ?? mark.kind);
}
