/** Days as numbers since 1970-01-01, so that a hundred thousand of them compare quickly and no time zone moves one. */

const DAY_MS = 86_400_000;

export function dayFromIso(iso: string | null | undefined): number | null {
  if (!iso) return null;
  const ms = Date.parse(iso.slice(0, 10) + 'T00:00:00Z');
  return Number.isNaN(ms) ? null : Math.round(ms / DAY_MS);
}

export function isoFromDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The first and last day that a person means by `2024`, `2024-05` or `2024-05-10`; null for anything else. */
export function daysFromWords(words: string): [number, number] | null {
  const found = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(words.trim());
  if (!found) return null;
  const year = Number(found[1]);
  const month = found[2] ? Number(found[2]) : null;
  const day = found[3] ? Number(found[3]) : null;
  if ((month !== null && (month < 1 || month > 12)) || (day !== null && (day < 1 || day > 31))) return null;
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const last = day !== null ? first : month !== null ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
  return [Math.round(first / DAY_MS), Math.round(last / DAY_MS)];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function parts(day: number): { year: number; month: number; date: number } {
  const at = new Date(day * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() };
}

/** `10 May 2024`, `10–12 May 2024`, `May 2024`, `2024`; an open end is said. */
export function spanInWords(earliest: number | null, latest: number | null): string {
  if (earliest === null && latest === null) return 'not said';
  if (earliest === null) return `until ${dayInWords(latest ?? 0)}`;
  if (latest === null) return `from ${dayInWords(earliest)}`;
  if (earliest === latest) return dayInWords(earliest);
  const a = parts(earliest);
  const b = parts(latest);
  const starts = a.date === 1;
  const ends = parts(latest + 1).date === 1;
  if (starts && ends && a.year === b.year) {
    if (a.month === 0 && b.month === 11) return String(a.year);
    if (a.month === b.month) return `${MONTHS[a.month]} ${a.year}`;
  }
  if (a.year !== b.year) return `${dayInWords(earliest)} – ${dayInWords(latest)}`;
  if (a.month !== b.month) return `${a.date} ${MONTHS[a.month]} – ${dayInWords(latest)}`;
  return `${a.date}–${dayInWords(latest)}`;
}

/** The same for a narrow cell: a stretch of more than a month is told by its months, or by its years. */
export function spanInShort(earliest: number | null, latest: number | null): string {
  if (earliest === null || latest === null || latest - earliest <= 31) return spanInWords(earliest, latest);
  const [a, b] = [parts(earliest), parts(latest)];
  if (latest - earliest > 1500) return a.year === b.year ? String(a.year) : `${a.year} – ${b.year}`;
  if (a.year === b.year && a.month === 0 && b.month === 11 && a.date === 1 && b.date === 31) return String(a.year);
  return a.year === b.year
    ? `${MONTHS[a.month]} – ${MONTHS[b.month]} ${b.year}`
    : `${MONTHS[a.month]} ${a.year} – ${MONTHS[b.month]} ${b.year}`;
}

export function dayInWords(day: number): string {
  const { year, month, date } = parts(day);
  return `${date} ${MONTHS[month]} ${year}`;
}

export function monthInWords(day: number): string {
  const { year, month } = parts(day);
  return `${MONTHS[month]} ${year}`;
}

/** A moment as a person reads it, in their own zone: `26 Nov 2026, 06:15`. */
export function momentInWords(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}
