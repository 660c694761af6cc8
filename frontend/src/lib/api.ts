/** The HTTP API under one function: the session's token on every change, problems as errors with their hint. */

const ROOT = 'api/v1';

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
    readonly hint: string | undefined,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

let csrf = '';
let signedOut: () => void = () => undefined;

/** What every change has to carry, and what to do where the session has ended. */
export function armed(token: string, whenSignedOut: () => void): void {
  csrf = token;
  signedOut = whenSignedOut;
}

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: URLSearchParams | Record<string, string | number | boolean | undefined>;
  body?: unknown;
  form?: FormData;
  match?: string | null;
  signal?: AbortSignal;
}

export function address(path: readonly string[], query?: Asked['query']): string {
  let asked = '';
  if (query instanceof URLSearchParams) asked = query.toString();
  else if (query) {
    const given = Object.entries(query).filter((pair) => pair[1] !== undefined && pair[1] !== '');
    asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  }
  return `${ROOT}/${path.map(encodeURIComponent).join('/')}${asked ? '?' + asked : ''}`;
}

export async function send(path: readonly string[], asked: Asked = {}): Promise<Response> {
  const method = asked.method ?? 'GET';
  const headers = new Headers({ Accept: 'application/json' });
  if (method !== 'GET') headers.set('X-CSRF-Token', csrf);
  if (asked.match) headers.set('If-Match', asked.match);
  if (asked.body !== undefined) headers.set('Content-Type', 'application/json');
  let answer: Response;
  try {
    answer = await fetch(address(path, asked.query), {
      method,
      headers,
      body: asked.form ?? (asked.body === undefined ? null : JSON.stringify(asked.body)),
      signal: asked.signal ?? null,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, 'unreachable', 'The server does not answer.', 'Is `dateline serve` still running?');
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

export async function ask<Answer>(path: readonly string[], asked: Asked = {}): Promise<Answer> {
  const answer = await send(path, asked);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer;
}

/** The same, with the answer's ETag: given back with a change, it says that nobody else has been there meanwhile. */
export async function askWithTag<Answer>(
  path: readonly string[],
  asked: Asked = {},
): Promise<{ answer: Answer; tag: string | null }> {
  const answer = await send(path, asked);
  return { answer: (await answer.json()) as Answer, tag: answer.headers.get('ETag') };
}

async function problemOf(answer: Response): Promise<Problem> {
  let told: { type?: string; title?: string; detail?: string; hint?: string | null; faults?: string[] } = {};
  try {
    told = await answer.json();
  } catch {
    // Something between the page and the server answered; its status is all that there is to tell.
  }
  const kind = told.type?.split(':').at(-1) ?? 'fault';
  if (answer.status === 401 && kind === 'signed-out') signedOut();
  const faults = told.faults?.filter((fault) => fault !== told.detail) ?? [];
  const said = [told.detail ?? told.title ?? `The server answered ${answer.status}.`, ...faults].join(' ');
  return new Problem(answer.status, kind, said, told.hint ?? undefined);
}
