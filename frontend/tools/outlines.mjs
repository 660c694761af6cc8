// Makes the map's background: the outlines of countries (Natural Earth, 1:50m, public domain, as npm's world-atlas packs them),
// each with its ISO 3166-1 alpha-3 code, without bends that are too small to be seen at the scales that the map has.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { quantize } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

const require = createRequire(import.meta.url);
const countries = require('i18n-iso-countries');
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));

/** Square degrees: triangles below this are bends of some five kilometres. */
const SMALLEST = 3e-3;
/** Steps from one side of the world to the other: about a kilometre each. */
const STEPS = 4e4;

// Where nobody lives there is nothing to report, and at the map's lower edge its outline is drawn as a torn one.
atlas.objects.countries.geometries = atlas.objects.countries.geometries.filter((one) => one.id !== '010');
for (const geometry of atlas.objects.countries.geometries) {
  const iso3 = geometry.id === undefined ? undefined : countries.numericToAlpha3(geometry.id);
  delete geometry.id;
  geometry.properties = { name: geometry.properties.name, iso3: iso3 ?? null };
}
delete atlas.objects.land;
const outlines = quantize(simplify(presimplify(atlas), SMALLEST), STEPS);
mkdirSync(new URL('../src/generated/', import.meta.url), { recursive: true });
writeFileSync(new URL('../src/generated/outlines.json', import.meta.url), JSON.stringify(outlines));
