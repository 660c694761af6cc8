/** Short words to the person: what was done, and how to take it back; what went wrong, and what to do about it. */

export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'wrong';
  readonly text: string;
  readonly hint?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

class Notices {
  list: Notice[] = $state.raw([]);
  #next = 1;

  done(text: string, action?: Notice['action']): void {
    this.#add({ kind: 'done', text, action }, 9000);
  }

  wrong(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
    this.#add({ kind: 'wrong', text, hint }, 20000);
  }

  drop(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>, after: number): void {
    const id = this.#next++;
    this.list = [...this.list.slice(-3), { id, ...notice }];
    setTimeout(() => this.drop(id), after);
  }
}

export const notices = new Notices();
