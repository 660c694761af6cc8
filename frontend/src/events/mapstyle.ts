/** The map's look: outlines that ship with the page, no tiles, no glyphs from anywhere. */

import type { FeatureCollection } from 'geojson';
import type { StyleSpecification } from 'maplibre-gl';

export interface Colours {
  readonly land: string;
  readonly water: string;
  readonly border: string;
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentInk: string;
  readonly accentLine: string;
  readonly surface: string;
  readonly doubt: string;
}

export function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    land: of('--land'), water: of('--water'), border: of('--border'), ink: of('--ink'), muted: of('--muted'), accent: of('--accent'),
    accentInk: of('--accent-ink'), accentLine: of('--accent-line'), surface: of('--surface'), doubt: of('--doubt'),
  }; // prettier-ignore
}

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] };
const FONT = ['sans-serif'];

export function styleOf(colours: Colours, outlines: FeatureCollection, names: FeatureCollection): StyleSpecification {
  return {
    version: 8,
    sources: {
      outlines: {
        type: 'geojson',
        data: outlines,
        maxzoom: 6,
        buffer: 32,
        tolerance: 0.5,
        attribution: 'Outlines: Natural Earth, which draws borders as they are held, not as they are claimed',
      },
      names: { type: 'geojson', data: names },
      circles: { type: 'geojson', data: NOTHING },
      circleNames: { type: 'geojson', data: NOTHING },
      pins: {
        type: 'geojson',
        data: NOTHING,
        cluster: true,
        clusterRadius: 36,
        clusterMaxZoom: 9,
        clusterProperties: { sum: ['+', ['get', 'events']] },
      },
      hot: { type: 'geojson', data: NOTHING },
      box: { type: 'geojson', data: NOTHING },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'outlines', paint: { 'fill-color': colours.land } },
      {
        id: 'country-hatch',
        type: 'fill',
        source: 'outlines',
        filter: ['in', ['get', 'iso3'], ['literal', []]],
        paint: { 'fill-pattern': 'hatch' },
      },
      { id: 'borders', type: 'line', source: 'outlines', paint: { 'line-color': colours.border, 'line-width': 0.8 } },
      {
        id: 'country-names',
        type: 'symbol',
        source: 'names',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': ['interpolate', ['linear'], ['zoom'], 1, 9, 6, 13],
          'text-max-width': 7,
          'symbol-sort-key': ['-', 0, ['get', 'size']],
        },
        paint: { 'text-color': colours.muted, 'text-halo-color': colours.land, 'text-halo-width': 1 },
      },
      { id: 'circles', type: 'fill', source: 'circles', paint: { 'fill-color': colours.accent, 'fill-opacity': 0.1 } },
      {
        id: 'circle-edges',
        type: 'line',
        source: 'circles',
        paint: { 'line-color': colours.accent, 'line-width': 1.3, 'line-dasharray': [3, 2] },
      },
      {
        id: 'circle-names',
        type: 'symbol',
        source: 'circleNames',
        layout: {
          'text-field': ['get', 'label'],
          'text-font': FONT,
          'text-size': 11,
          'text-anchor': 'bottom',
          'text-offset': [0, -0.2],
        },
        paint: { 'text-color': colours.accent, 'text-halo-color': colours.land, 'text-halo-width': 1.2 },
      },
      {
        id: 'clusters',
        type: 'circle',
        source: 'pins',
        filter: ['has', 'point_count'],
        paint: {
          'circle-color': colours.accent,
          'circle-opacity': 0.9,
          'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'sum']], 0, 9, 2, 15, 5, 28],
          'circle-stroke-color': colours.surface,
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'cluster-counts',
        type: 'symbol',
        source: 'pins',
        filter: ['has', 'point_count'],
        layout: {
          'text-field': ['to-string', ['get', 'sum']],
          'text-font': FONT,
          'text-size': 11,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': colours.accentInk },
      },
      {
        id: 'pins',
        type: 'circle',
        source: 'pins',
        filter: ['!', ['has', 'point_count']],
        paint: {
          'circle-color': colours.accent,
          'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'events']], 0, 5, 1, 8, 4, 18],
          'circle-stroke-color': colours.surface,
          'circle-stroke-width': 1.5,
        },
      },
      {
        id: 'pin-counts',
        type: 'symbol',
        source: 'pins',
        filter: ['all', ['!', ['has', 'point_count']], ['>', ['get', 'events'], 1]],
        layout: {
          'text-field': ['to-string', ['get', 'events']],
          'text-font': FONT,
          'text-size': 10,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': colours.accentInk },
      },
      {
        id: 'pin-names',
        type: 'symbol',
        source: 'pins',
        minzoom: 4,
        filter: ['!', ['has', 'point_count']],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': 11,
          'text-anchor': 'top',
          'text-offset': [0, 0.9],
        },
        paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 1.2 },
      },
      {
        id: 'hot-area',
        type: 'fill',
        source: 'hot',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': colours.doubt, 'fill-opacity': 0.22 },
      },
      {
        id: 'hot-edge',
        type: 'line',
        source: 'hot',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'line-color': colours.doubt, 'line-width': 1.6 },
      },
      {
        id: 'hot-pin',
        type: 'circle',
        source: 'hot',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-color': 'rgba(0,0,0,0)',
          'circle-radius': 11,
          'circle-stroke-color': colours.doubt,
          'circle-stroke-width': 3,
        },
      },
      { id: 'box', type: 'line', source: 'box', paint: { 'line-color': colours.accent, 'line-width': 1.5 } },
    ],
  };
}

/** Slanting lines for a country of which more is not known. */
export function hatchOf(colour: string): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 16;
  const brush = canvas.getContext('2d')!;
  brush.strokeStyle = colour;
  brush.globalAlpha = 0.55;
  brush.lineWidth = 2;
  brush.beginPath();
  for (const shift of [-16, 0, 16]) {
    brush.moveTo(shift - 2, 18);
    brush.lineTo(shift + 18, -2);
  }
  brush.stroke();
  return brush.getImageData(0, 0, 16, 16);
}
