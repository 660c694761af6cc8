/** A claim in the making: words of the report that a person selects, each with the part it plays. */

import type { Span } from '../lib/types';

export interface Value {
  words: Span | null;
  value: string;
}
export interface Figure extends Value {
  measure: string;
}

/** What selected words can be, in the order of the keys that say so. */
export const PARTS = [
  { part: 'trigger', label: 'the act', key: '1' },
  { part: 'actors', label: 'actor', key: '2' },
  { part: 'recipients', label: 'recipient', key: '3' },
  { part: 'when', label: 'when', key: '4' },
  { part: 'where', label: 'where', key: '5' },
  { part: 'counts', label: 'how many', key: '6' },
  { part: 'speakers', label: 'who says so', key: '7' },
] as const;
export type Part = (typeof PARTS)[number]['part'];

export class Draft {
  trigger: Span | null = $state.raw(null);
  type = $state('assault');
  mode = $state('');
  account = $state('');
  modality = $state('asserted');
  actors: Span[] = $state.raw([]);
  recipients: Span[] = $state.raw([]);
  speakers: Span[] = $state.raw([]);
  when: Value = $state({ words: null, value: '' });
  where: Value = $state({ words: null, value: '' });
  counts: Figure[] = $state([]);
  note = $state('');

  constructor(trigger: Span | null) {
    this.trigger = trigger;
  }

  /** Gives the words that part; several may be actors, recipients, figures and speakers. */
  take(part: Part, words: Span): void {
    if (part === 'trigger') this.trigger = words;
    else if (part === 'when' || part === 'where') this[part].words = words;
    else if (part === 'counts') {
      const free = this.counts.find((one) => !one.words && !one.value);
      if (free) free.words = words;
      else this.addFigure(words);
    } else this[part] = [...this[part].filter((one) => one.start !== words.start), words];
  }

  addFigure(words: Span | null = null): void {
    const taken = this.counts.map((one) => one.measure);
    const measure = ['killed', 'injured', 'abducted', 'arrested', 'displaced'].find((one) => !taken.includes(one));
    this.counts = [...this.counts, { measure: measure ?? 'killed', words, value: '' }];
  }

  /** Every stretch of the text that has a part. */
  get spans(): Span[] {
    const values = [this.when, this.where, ...this.counts].map((one) => one.words);
    return [this.trigger, ...this.actors, ...this.recipients, ...this.speakers, ...values].filter(
      (one) => one !== null,
    );
  }

  /** The body of the request; null as long as no words tell of it. */
  get body(): Record<string, unknown> | null {
    if (!this.trigger) return null;
    const counts = this.counts.filter((one) => one.words || one.value.trim());
    return {
      trigger: this.trigger,
      type: this.type,
      modality: this.modality,
      actors: this.actors,
      recipients: this.recipients,
      speakers: this.speakers,
      counts: counts.map((one) => ({ measure: one.measure, ...sent(one) })),
      ...(this.mode ? { mode: this.mode } : {}),
      ...(this.account ? { account: this.account } : {}),
      ...(this.when.words || this.when.value.trim() ? { when: sent(this.when) } : {}),
      ...(this.where.words || this.where.value.trim() ? { where: sent(this.where) } : {}),
      ...(this.note.trim() ? { note: this.note.trim() } : {}),
    };
  }
}

function sent(one: Value): { words?: Span; value?: string } {
  const value = one.value.trim();
  return { ...(one.words ? { words: one.words } : {}), ...(value ? { value } : {}) };
}
