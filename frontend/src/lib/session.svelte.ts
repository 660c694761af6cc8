/** Who works here, and what they may do. */

import { armed, ask } from './api';
import type { EventType, Right, Session, Vocabulary } from './types';

class CurrentSession {
  session: Session | null = $state.raw(null);
  types: EventType[] = $state.raw([]);
  vocabulary: Vocabulary | null = $state.raw(null);

  async load(): Promise<void> {
    this.take(await ask<Session>(['session']));
    await this.learn();
  }

  async signIn(name: string, password: string): Promise<void> {
    this.take(await ask<Session>(['session'], { method: 'POST', body: { name, password } }));
    await this.learn();
  }

  async signOut(): Promise<void> {
    await ask(['session'], { method: 'DELETE' });
  }

  take(session: Session): void {
    this.session = session;
    armed(session.csrf, () => {
      if (this.session) this.session = { ...this.session, person: null, rights: [] };
    });
  }

  may(right: Right): boolean {
    return this.session?.rights.includes(right) ?? false;
  }

  get isIn(): boolean {
    return this.may('read');
  }

  typeLabel(id: string | null | undefined): string {
    return this.types.find((one) => one.id === id)?.label ?? (id ?? '').replaceAll('_', ' ');
  }

  async learn(): Promise<void> {
    if (!this.isIn || this.types.length) return;
    const [types, vocabulary] = await Promise.all([
      ask<{ items: EventType[] }>(['types']),
      ask<Vocabulary>(['vocabulary']),
    ]);
    this.types = types.items;
    this.vocabulary = vocabulary;
  }
}

export const here = new CurrentSession();
