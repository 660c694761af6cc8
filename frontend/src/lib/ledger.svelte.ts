/** The events in memory, kept while one goes from page to page, and read anew after a change. */

import { Columns, streamColumns } from './columns';
import { notices } from './notices.svelte';

class EventsInMemory {
  columns: Columns = $state.raw(new Columns());
  /** Grows with each change of the columns, which are filled in place while they stream in. */
  version: number = $state(0);
  isLoading: boolean = $state(false);
  /** The ids of the list from which an event was opened, for going on to the next one; and how that list was asked for. */
  listing: readonly string[] = $state.raw([]);
  asked: URLSearchParams = $state.raw(new URLSearchParams());
  #loaded = '';
  #stop: AbortController | null = null;

  /** Loads what is not here; `all` brings the minor events too, `asOf` shows the ledger as it was. */
  async load(all: boolean, asOf: string, isFresh = false): Promise<void> {
    const query = new URLSearchParams();
    if (all) query.set('all', 'true');
    if (asOf) query.set('as_of', asOf);
    const asked = query.toString() + '|';
    if (asked === this.#loaded && !isFresh) return;
    const isOther = asked !== this.#loaded;
    this.#loaded = asked;
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    this.isLoading = true;
    try {
      // What is shown stays until the new is whole, unless it is of another question: then its first lines show at once,
      // and the rest together, since each showing sorts and draws all that is there.
      let isShown = !isOther;
      const show = (columns: Columns): void => {
        if (stop.signal.aborted || isShown) return;
        isShown = true;
        this.columns = columns.copied();
        this.version++;
      };
      const columns = await streamColumns(query, show, stop.signal);
      this.columns = columns;
      this.version++;
    } catch (error) {
      if (stop.signal.aborted) return;
      this.#loaded = '';
      notices.wrong(error);
    } finally {
      if (this.#stop === stop) this.isLoading = false;
    }
  }

  /** The ledger has changed: the next look at the events reads them anew. */
  refresh(): void {
    const [query] = this.#loaded.split('|');
    if (!this.#loaded) return;
    const asked = new URLSearchParams(query);
    void this.load(asked.get('all') === 'true', asked.get('as_of') ?? '', true);
  }
}

export const ledger = new EventsInMemory();
