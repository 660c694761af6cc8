/** Numbers as people read them. */

const grouped = new Intl.NumberFormat('en-GB');

export function number(value: number): string {
  return grouped.format(value);
}

export interface Bounds {
  readonly low: number | null;
  readonly best?: number | null;
  readonly high: number | null;
}

/** `17`, `at least 12`, `up to 40`, `10–15`. */
export function figureInWords({ low, high }: Bounds): string {
  if (low === null && high === null) return 'not said';
  if (low === null) return `up to ${number(high ?? 0)}`;
  if (high === null) return `at least ${number(low)}`;
  return low === high ? number(low) : `${number(low)}–${number(high)}`;
}

/** `17`, `14+`, `≤ 40`, `17 (14–19)`: short, for a cell. */
export function tollInShort({ low, best, high }: Bounds): string {
  if (best === null || best === undefined) {
    if (low === null && high === null) return '?';
    return low === null
      ? `≤ ${number(high ?? 0)}`
      : high === null
        ? `${number(low)}+`
        : `${number(low)}–${number(high)}`;
  }
  if (low === best && high === best) return number(best);
  if (low === best && high === null) return `${number(best)}+`;
  if (low === null && high === best) return `≤ ${number(best)}`;
  return number(best);
}

/** The range beside a best figure where there is one: `14–19`, `12 or more`. */
export function rangeInShort({ low, best, high }: Bounds): string {
  if (best === null || best === undefined || (low === best && high === best)) return '';
  if (low !== null && high !== null) return `${number(low)}–${number(high)}`;
  if (low !== null) return low === best ? '' : `${number(low)}+`;
  return high === null || high === best ? '' : `≤ ${number(high)}`;
}

export function plural(count: number, one: string, many = one + 's'): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${Math.round(share * 100)}\u00a0%`;
}

/** A word of the ontology or the format as a person reads it: `claim_responsibility` is `claim responsibility`. */
export function word(id: string | null | undefined): string {
  return (id ?? '').replaceAll('_', ' ');
}
