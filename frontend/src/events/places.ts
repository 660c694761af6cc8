/** What the map draws: pins only where a place is known to a settlement, circles where it is known within a radius, lists else. */

import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';
import type { Columns } from '../lib/columns';

/** Places that are known this exactly may have a pin. */
const PINNED = new Set(['point', 'settlement']);

export interface Listed {
  readonly key: string;
  readonly name: string;
  readonly country: string | null;
  readonly precision: string;
  events: number;
  readonly rows: number[];
}

export interface Drawn {
  readonly pins: FeatureCollection<Point>;
  readonly circles: FeatureCollection<Polygon>;
  readonly circleNames: FeatureCollection<Point>;
  /** Events that are known to lie in a country and no nearer, by its ISO 3166-1 alpha-3 code. */
  readonly countries: ReadonlyMap<string, number>;
  readonly listed: Listed[];
  readonly unplaced: number;
  readonly bounds: [number, number, number, number] | null;
}

interface Spot {
  readonly lon: number;
  readonly lat: number;
  readonly name: string;
  readonly country: string | null;
  readonly precision: string;
  readonly radius: number | null;
  events: number;
  killed: number;
  readonly rows: number[];
}

export function drawn(columns: Columns, rows: Uint32Array): Drawn {
  const pins = new Map<string, Spot>();
  const areas = new Map<string, Spot>();
  const listed = new Map<string, Listed>();
  const countries = new Map<string, number>();
  let unplaced = 0;
  for (const row of rows) {
    const precision = columns.precision[row];
    const lat = columns.lat[row];
    const lon = columns.lon[row];
    const name = columns.place[row];
    const country = columns.country[row] ?? null;
    const radius = columns.radius_km[row] ?? null;
    if (!precision || precision === 'unresolved' || (!name && !country)) {
      unplaced++;
      continue;
    }
    if (lat != null && lon != null && (PINNED.has(precision) || (precision !== 'country' && radius))) {
      const spots = PINNED.has(precision) ? pins : areas;
      const key = `${lat},${lon},${spots === areas ? radius : ''}`;
      let spot = spots.get(key);
      if (!spot)
        spots.set(
          key,
          (spot = { lon, lat, name: name ?? '', country, precision, radius, events: 0, killed: 0, rows: [] }),
        );
      spot.events++;
      spot.killed += columns.killed_best[row] ?? columns.killed_low[row] ?? 0;
      spot.rows.push(row);
      continue;
    }
    if (precision === 'country' && country) countries.set(country, (countries.get(country) ?? 0) + 1);
    const key = `${precision}|${name}|${country}`;
    let one = listed.get(key);
    if (!one) listed.set(key, (one = { key, name: name ?? country ?? '', country, precision, events: 0, rows: [] }));
    one.events++;
    one.rows.push(row);
  }
  return {
    pins: { type: 'FeatureCollection', features: [...pins].map(([key, spot]) => pin(key, spot)) },
    circles: { type: 'FeatureCollection', features: [...areas].map(([key, spot]) => circle(key, spot)) },
    circleNames: { type: 'FeatureCollection', features: [...areas].map(([key, spot]) => circleName(key, spot)) },
    countries,
    listed: [...listed.values()].sort((a, b) => b.events - a.events || a.name.localeCompare(b.name)),
    unplaced,
    bounds: boundsOf([...pins.values(), ...areas.values()]),
  };
}

function properties(key: string, spot: Spot): Record<string, unknown> {
  const { name, country, precision, radius, events, killed, rows } = spot;
  return { key, name, country, precision, radius, events, killed, first: rows[0], label: `${name} (${events})` };
}

function pin(key: string, spot: Spot): Feature<Point> {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [spot.lon, spot.lat] },
    properties: properties(key, spot),
  };
}

function circle(key: string, spot: Spot): Feature<Polygon> {
  const ring = ringOf(spot.lon, spot.lat, spot.radius ?? 1);
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: properties(key, spot) };
}

/** The circle's name stands on its upper edge: a word in its middle would be taken for a pin. */
function circleName(key: string, spot: Spot): Feature<Point> {
  const [, top] = ringOf(spot.lon, spot.lat, spot.radius ?? 1)[0]!;
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [spot.lon, top!] },
    properties: properties(key, spot),
  };
}

/** A closed ring of points at so many kilometres from a point, on the sphere; its first point is the northernmost. */
export function ringOf(lon: number, lat: number, radiusKm: number, steps = 72): [number, number][] {
  const angle = Math.min(radiusKm / 6371.0088, Math.PI / 3);
  const phi = (lat * Math.PI) / 180;
  const ring: [number, number][] = [];
  for (let step = 0; step <= steps; step++) {
    const bearing = (step / steps) * 2 * Math.PI;
    const to = Math.asin(Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing));
    const turn = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * Math.sin(to),
    );
    ring.push([lon + (turn * 180) / Math.PI, Math.max(-85, Math.min(85, (to * 180) / Math.PI))]);
  }
  return ring;
}

function boundsOf(spots: readonly Spot[]): [number, number, number, number] | null {
  if (!spots.length) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const spot of spots) {
    const reach = (spot.radius ?? 0) / 111;
    west = Math.min(west, spot.lon - reach);
    east = Math.max(east, spot.lon + reach);
    south = Math.min(south, spot.lat - reach);
    north = Math.max(north, spot.lat + reach);
  }
  return [Math.max(-180, west), Math.max(-80, south), Math.min(180, east), Math.min(80, north)];
}
