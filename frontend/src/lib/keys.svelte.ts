/** Keys that a page understands. Each page says its own; the overlay under `?` lists whatever holds at the moment. */

export interface Key {
  /** As `KeyboardEvent.key` gives it; `Shift+ArrowDown` and the like with the modifier before it. */
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
  readonly when?: () => boolean;
}

class Keys {
  groups: { name: string; keys: readonly Key[] }[] = $state.raw([]);

  /** Makes the keys hold until the returned function is called. */
  hold(name: string, keys: readonly Key[]): () => void {
    const group = { name, keys };
    this.groups = [...this.groups, group];
    return () => (this.groups = this.groups.filter((one) => one !== group));
  }

  handle(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    if (document.querySelector('dialog[open]') && event.key !== '?') return;
    const pressed = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
    for (const group of this.groups.toReversed()) {
      const found = group.keys.find((one) => one.key === pressed && (one.when?.() ?? true));
      if (found) {
        event.preventDefault();
        found.run();
        return;
      }
    }
  }
}

/** Whether the letters go into a field; there, no key is a command. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
  );
}

export const keys = new Keys();
