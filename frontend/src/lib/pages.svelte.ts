/** A list that the server hands out page by page. */

import { ask } from './api';
import { notices } from './notices.svelte';
import type { Page } from './types';

export class Paged<Item> {
  items: Item[] = $state.raw([]);
  cursor: string | null = $state(null);
  isLoading: boolean = $state(false);
  isLoaded: boolean = $state(false);
  readonly #path: readonly string[];
  #query = new URLSearchParams();
  #turn = 0;

  constructor(path: readonly string[]) {
    this.#path = path;
  }

  /** Asks anew from the first page; an answer that comes after a later question is dropped. */
  async load(query: Record<string, string> = {}): Promise<void> {
    this.#query = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
    await this.#fetch(null);
  }

  async more(): Promise<void> {
    if (this.cursor && !this.isLoading) await this.#fetch(this.cursor);
  }

  async #fetch(cursor: string | null): Promise<void> {
    const turn = ++this.#turn;
    this.isLoading = true;
    try {
      const query = new URLSearchParams(this.#query);
      if (cursor) query.set('cursor', cursor);
      const page = await ask<Page<Item>>(this.#path, { query });
      if (turn !== this.#turn) return;
      this.items = cursor ? [...this.items, ...page.items] : page.items;
      this.cursor = page.cursor;
    } catch (error) {
      if (turn === this.#turn) notices.wrong(error);
    } finally {
      if (turn === this.#turn) {
        this.isLoading = false;
        this.isLoaded = true;
      }
    }
  }
}
