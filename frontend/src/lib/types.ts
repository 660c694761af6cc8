/** What the HTTP API answers, as docs/api.md has it. */

export type Right = 'read' | 'restricted' | 'add' | 'judge' | 'edit' | 'people';
export type RoleName = 'reader' | 'coder' | 'editor' | 'admin';

export interface Person {
  name: string;
  role: RoleName;
  is_active: boolean;
  since: string | null;
}
export interface Session {
  mode: 'single-user' | 'people';
  person: Person | null;
  rights: Right[];
  csrf: string;
  version: string;
  ledger: string;
  fetch: boolean;
  max_bytes: number;
  has_people: boolean;
}
export interface Invitation {
  id: string;
  role: RoleName;
  by: string;
  at: string;
  expires: string;
  note: string | null;
  token?: string;
}
export interface Token {
  id: string;
  name: string;
  person: string;
  scopes: string[];
  at: string;
  expires: string | null;
  token?: string;
}
export interface Page<Item> {
  items: Item[];
  cursor: string | null;
  total?: number | null;
}

export interface Identity {
  scheme: string;
  id: string;
}
export interface Actor {
  id: string;
  name: string;
  kind: string;
  sector: string | null;
  countries: string[];
  identity: Identity | null;
  named: boolean;
}
export interface Place {
  id: string;
  name: string;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  admin2: string | null;
  precision: string;
  radius_km: number | null;
  identity: Identity | null;
}
export interface Figure {
  low: number | null;
  high: number | null;
  claim: string;
  document: string;
  outlet: string | null;
  published: string | null;
  sources: string[];
  text: string | null;
  approximate: boolean;
  scope: string;
  standing: string;
  witness: number;
}
export interface Toll {
  measure: string;
  low: number | null;
  best: number | null;
  high: number | null;
  policy: string;
  independent_sources: number;
  disagreement: number;
  figures: Figure[];
}
export interface EventAccount {
  account: string;
  document: string;
  outlet: string | null;
  published: string | null;
  relevance: number;
  background: boolean;
}
export interface LedgerEvent {
  id: string;
  type: string;
  mode: string | null;
  codes: { scheme: string; code: string; mode?: string }[];
  when: { earliest: string | null; latest: string | null; precision: string; supporters: string[] } | null;
  where: { place: Place; supporters: string[] } | null;
  participants: { role: string; actor: Actor; supporters: string[]; disputed: boolean }[];
  counts: Toll[];
  responsibility: { actor: Actor; act: string; claim: string }[];
  accounts: EventAccount[];
  conflicts: { field: string; values: string[]; claims: string[] }[];
  links: { type: string; event: string }[];
  confidence: number;
  status: string;
  restricted: string[];
  judgements: { id: string; verdict: string; field: string | null; by: string; at: string; note: string | null }[];
}
export interface EventReport {
  key: string;
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  url: string | null;
  accounts: string[];
}
export interface EventDetail {
  event: LedgerEvent;
  seq: number;
  asked: string;
  short: Record<string, string>;
  reports: EventReport[];
}
export interface Quote {
  /** Null where a person set an event's value by the words. */
  claim: string | null;
  document: string;
  report: string;
  outlet: string | null;
  published: string | null;
  words: string | null;
  start: number | null;
  end: number | null;
  evidence: string | null;
  speakers: string[];
  /** Who added the claim, or with `is_ground` set the value by these words. */
  judgement: string | null;
  by: string | null;
  is_ground: boolean;
}
export interface Comparison {
  one: string;
  other: string;
  probability: number | null;
  signs: { name: string; said?: string; value?: unknown; points: number }[];
}
export interface Explanation {
  event: string;
  values: { field: string; value: string; quotes: Quote[] }[];
  merged: Comparison[];
  considered: {
    event: string;
    reason: string;
    comparison: Comparison;
    type: string | null;
    earliest: string | null;
    latest: string | null;
    place: string | null;
  }[];
}
export interface Past {
  seq: number;
  at: string;
  what: string;
  lines: string[];
  by: string | null;
  judgement: string | null;
  is_undone: boolean;
}

export type Verdict = 'accept' | 'amend' | 'reject' | 'merge' | 'split' | 'restrict' | 'claim' | 'undo';
export interface Words {
  report: string;
  start: number;
  end: number;
  text?: string;
}
export interface Decision {
  verdict: Verdict;
  about: string[];
  field?: string;
  value?: unknown;
  note?: string;
  words?: Words;
}
export interface Judgement {
  id: string;
  verdict: Verdict;
  about: string[];
  field: string | null;
  value: unknown;
  by: string;
  at: string;
  note: string | null;
  /** The ground on which a value was set. */
  words: (Words & { text: string; evidence: string }) | null;
  is_undone: boolean;
}
export interface Step {
  new: string[];
  changed: string[];
  gone: Record<string, string | null>;
}
export interface Judged {
  judgement: Judgement;
  step: Step;
}

export interface Claimed extends Judged {
  claim: string;
  event: string | null;
}

export interface Span {
  start: number;
  end: number;
  text: string;
}
export interface When {
  span: Span | null;
  earliest: string | null;
  latest: string | null;
  precision: string;
  duration: string | null;
  reason: string | null;
  from?: string;
}
export interface Count {
  span: Span;
  measure: string;
  low: number | null;
  high: number | null;
  approximate: boolean;
  of: Span | null;
  scope: string;
  rule: string | null;
  confidence?: number;
}
export interface Claim {
  id: string;
  account: string | null;
  type: string;
  mode: string | null;
  trigger: Span;
  arguments: {
    role: string;
    span: Span;
    actor: string | null;
    category?: string;
    effect?: string;
    confidence?: number;
  }[];
  counts: Count[];
  when: When | null;
  where: { span: Span | null; place: string | null; reason: string | null; from?: string } | null;
  stance: { modality: string; polarity: string; stage: string; span: Span | null };
  background: boolean;
  voice: string;
  attribution: string | null;
  evidence: Span;
  confidence: number;
  origin: string;
  /** Of a claim that a person added. */
  judgement?: string;
}
export interface Speaker {
  span: Span;
  name?: Span | null;
  actor: string | null;
  anonymous: boolean;
  role: string | null;
  kind: string | null;
}
export interface Attribution {
  id: string;
  sources: Speaker[];
  via: Speaker[];
  cue: Span | null;
  content: Span[];
  direct: boolean;
  within: string | null;
  /** Loaded words in what is told that are the writer's, not the source's. */
  commentary: Span[];
}
/** What the directory knows of a tie, apart from what the report tells: without words of the report. */
export interface KnownTie {
  type: string;
  subject: KnownEnd;
  object: KnownEnd;
  from: string | null;
  to: string | null;
  /** Whether it held on the day of the report, as far as its dates say. */
  held: boolean | null;
  source: string;
}
export interface KnownEnd {
  name: string;
  entry: string | null;
  /** The report's own actor that it is. */
  actor: string | null;
}
export interface Reading {
  document: {
    id: string;
    source: { uri: string; sha256: string; media_type: string };
    title: string | null;
    authors: string[];
    outlet: string | null;
    published: string | null;
    url: string | null;
    language: string | null;
    text: string;
    relevance: number;
    removed: { reason: string; text: string }[];
  };
  run: { dateline: string; config: string };
  actors: (Actor & { mentions: Span[] })[];
  places: (Place & { candidates?: { name: string; lat: number; lon: number; score: number }[]; mentions: Span[] })[];
  attributions: Attribution[];
  claims: Claim[];
  relations: {
    id: string;
    type: string;
    subject: { span: Span; actor: string | null };
    object: { span: Span; actor: string | null };
    trigger: Span | null;
    attribution: string | null;
    polarity: string;
    confidence: number;
  }[];
  known_ties: KnownTie[];
  accounts: { id: string; type: string; mode: string | null; claims: string[]; background: boolean }[];
  issues: { room: string; kind: string; span: Span | null; detail: string }[];
}
export interface Segment {
  start: number;
  end: number;
  text: string;
  marks: number[];
}
export interface Mark {
  start: number;
  end: number;
  kind: string;
  of: string | null;
  label: string;
}
export interface ReportBrief {
  key: string;
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  modified: string | null;
  url: string | null;
  uri: string;
  at: string;
}
export interface Kin {
  versions: (ReportBrief & { is_this: boolean; is_newest: boolean })[];
  copies: (ReportBrief & { similarity: number })[];
}
export interface Report {
  key: string;
  reading: Reading;
  events: Record<string, string>;
  segments: Segment[];
  marks: Mark[];
  versions: { seq: number; at: string; dateline: string; config: string }[];
  kin: Kin;
  judgements: Judgement[];
}
export interface ReportLine {
  key: string;
  id: string;
  title: string | null;
  outlet: string | null;
  published: string | null;
  url: string | null;
  uri: string;
  language: string | null;
  relevance: number;
  at: string;
  claims: number;
  accounts: number;
  issues: number;
}

export interface JobResult {
  uri: string;
  id: string | null;
  became: string;
  document: string | null;
  title: string | null;
  outlet: string | null;
  published: string | null;
  accounts: unknown;
  events: { new: string[]; changed: string[]; gone: unknown } | null;
  issues: { room: string; kind: string; detail: string }[];
}
export interface Job {
  id: string;
  kind: 'add' | 'rebuild';
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  by: string;
  at: string;
  started: string | null;
  finished: string | null;
  attempts: number;
  step: number;
  inputs: { name: string; bytes: number }[];
  done: number;
  results: JobResult[];
  error: string | null;
}

export interface Brief {
  id: string;
  type: string;
  mode: string | null;
  status: string;
  earliest: string | null;
  latest: string | null;
  time_precision: string | null;
  place: string | null;
  country: string | null;
  admin1: string | null;
  actors: string | null;
  recipients: string | null;
  killed_low: number | null;
  killed_best: number | null;
  killed_high: number | null;
  injured_low: number | null;
  injured_best: number | null;
  injured_high: number | null;
  reports: number;
  sources: number | null;
  conflicts: number;
  confidence: number | null;
}
export interface Question {
  id: string;
  kind: string;
  event: string;
  field: string | null;
  prompt: string;
  doubt: number;
  settles: number;
  score: number;
  brief: Brief;
  /** The event that it may be one with. */
  other: Brief | null;
  options: { label: string; claims: string[]; decision: Decision }[];
}
export interface CodingValues {
  real?: boolean;
  type?: string;
  mode?: string | null;
  when?: { earliest: string | null; latest: string | null } | null;
  country?: string | null;
  place?: string | null;
  killed?: number | null;
  injured?: number | null;
}
export interface Coding {
  event: string;
  by: string;
  at: string;
  values: CodingValues;
  note: string | null;
}
export interface Agreement {
  fields: { field: string; metric: string; alpha: number | null; units: number; values: number }[];
  coders: string[];
  events: number;
  adjudicated: number;
}
export interface Adjudication {
  event: string;
  brief: Brief;
  codings: Coding[];
  fields: string[];
}
export interface SourceLine {
  kind: 'outlet' | 'speaker';
  name: string;
  events: number;
  figures: number;
  alone: number;
  contradicted: number;
}
export interface EventType {
  id: string;
  label: string;
  quad: string;
  definition: string;
  modes: { id: string; label: string; definition: string }[];
}
export interface Vocabulary {
  measures: string[];
  statuses: string[];
  verdicts: string[];
  amendable: string[];
  restrictable: string[];
  policies: string[];
  default_policy: string;
  roles: string[];
  scopes: string[];
  sorts: string[];
}
export interface FoundPlace {
  name: string;
  admin1: string | null;
  admin2: string | null;
  country: string | null;
  lat: number;
  lon: number;
  precision: string;
}
