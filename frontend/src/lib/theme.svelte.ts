/** Light or dark: as the system has it until a person says otherwise. */

const KEY = 'dateline.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

class Theme {
  chosen: 'light' | 'dark' | null = $state(stored());
  systemDark: boolean = $state(system.matches);

  constructor() {
    system.addEventListener('change', (event) => (this.systemDark = event.matches));
    this.show();
  }

  get dark(): boolean {
    return this.chosen === null ? this.systemDark : this.chosen === 'dark';
  }

  toggle(): void {
    this.chosen = this.dark ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, this.chosen);
    } catch {
      // A browser that keeps nothing still shows what was chosen, until it is closed.
    }
    this.show();
  }

  show(): void {
    document.documentElement.dataset['theme'] = this.dark ? 'dark' : 'light';
  }
}

function stored(): 'light' | 'dark' | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : null;
  } catch {
    return null;
  }
}

export const theme = new Theme();
