/** Decisions: posted, told, and taken back with one press. */

import { ask } from './api';
import { notices } from './notices.svelte';
import type { Decision, Judged } from './types';

const DONE: Record<Decision['verdict'], string> = {
  accept: 'Accepted',
  amend: 'Amended',
  reject: 'Rejected',
  merge: 'Merged',
  split: 'Split',
  restrict: 'Restricted',
  claim: 'Added',
  undo: 'Undone',
};

/** Keeps a decision; null where the ledger refused it, which the person has then been told. */
export async function decide(
  decision: Decision,
  options: { match?: string | null; after?: (judged: Judged) => void } = {},
): Promise<Judged | null> {
  try {
    const judged = await ask<Judged>(['judgements'], {
      method: 'POST',
      body: decision,
      match: options.match ?? null,
    });
    notices.done(DONE[decision.verdict] + '.', {
      label: decision.verdict === 'undo' ? 'Bring back' : 'Undo',
      run: () =>
        void decide({ verdict: 'undo', about: [judged.judgement.id] }, options.after ? { after: options.after } : {}),
    });
    options.after?.(judged);
    return judged;
  } catch (error) {
    notices.wrong(error);
    return null;
  }
}
