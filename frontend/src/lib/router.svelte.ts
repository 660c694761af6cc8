/** Where the page is: kept after the address's `#`, so that no server needs to know of it and what is asked stays off its logs. */

export interface Route {
  /** The parts of the path: `['event', 'e020568…']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  return { path: path.split('/').filter(Boolean).map(plain), query: new URLSearchParams(query) };
}

/** A part of the path as it was meant; an address that somebody has cut short is taken as it stands. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  current: Route = $state.raw(read());

  constructor() {
    addEventListener('hashchange', () => (this.current = read()));
  }

  /** The address of a place in the page. */
  to(path: readonly string[], query?: URLSearchParams | Record<string, string>): string {
    const asked = query ? new URLSearchParams(query).toString() : '';
    return '#/' + path.map(encodeURIComponent).join('/') + (asked ? '?' + asked : '');
  }

  go(path: readonly string[], query?: URLSearchParams | Record<string, string>): void {
    location.hash = this.to(path, query);
  }

  /** The same place, asked otherwise, without a step back for each letter that is typed. */
  ask(query: URLSearchParams): void {
    history.replaceState(history.state, '', this.to(this.current.path, query));
    this.current = { path: this.current.path, query };
  }
}

export const router = new Router();
