/** Outlines of countries made fit for a flat map: no ring jumps from one side of the world to the other. */

import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

type Named = { name: string; iso3: string | null };
export type Outlines = FeatureCollection<Polygon | MultiPolygon, Named>;

export function outlinesFrom(topology: Topology<{ countries: GeometryCollection<Named> }>): Outlines {
  const countries = feature(topology, topology.objects.countries) as Outlines;
  return {
    type: 'FeatureCollection',
    features: countries.features.map((country) => {
      const polygons =
        country.geometry.type === 'Polygon' ? [country.geometry.coordinates] : country.geometry.coordinates;
      return {
        ...country,
        geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(unrolled)) },
      };
    }),
  };
}

/** A ring that crosses the date line goes on beyond 180 degrees; one around the pole is closed along the map's lower edge. */
function unrolled(ring: Position[]): Position[] {
  let shift = 0;
  const out = ring.map(([lon, lat], n): Position => {
    const before = ring[n - 1]?.[0];
    if (before !== undefined && lon! - before > 180) shift -= 360;
    if (before !== undefined && lon! - before < -180) shift += 360;
    return [lon! + shift, lat!];
  });
  if (shift === 0) return out;
  const first = out[0]!;
  const last = out.at(-1)!;
  return [...out, [last[0]!, -85], [first[0]!, -85], first];
}

/** The name of each country in the middle of its largest piece; names of larger countries come before those of smaller ones. */
export function namesFrom(outlines: Outlines): FeatureCollection {
  const features: Feature[] = [];
  for (const country of outlines.features) {
    let largest: { size: number; lon: number; lat: number } | null = null;
    for (const [ring] of country.geometry.coordinates as Position[][][]) {
      const centre = ring ? centreOf(ring) : null;
      if (centre && (!largest || centre.size > largest.size)) largest = centre;
    }
    if (!largest) continue;
    features.push({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [largest.lon, largest.lat] },
      properties: { name: country.properties.name, size: largest.size },
    });
  }
  return { type: 'FeatureCollection', features };
}

/** Twice the area of a ring and its centre of mass, by the shoelace formula. */
function centreOf(ring: readonly Position[]): { size: number; lon: number; lat: number } | null {
  let size = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[i + 1]!;
    const cross = ax! * by! - bx! * ay!;
    size += cross;
    x += (ax! + bx!) * cross;
    y += (ay! + by!) * cross;
  }
  return size ? { size: Math.abs(size), lon: x / (3 * size), lat: y / (3 * size) } : null;
}
