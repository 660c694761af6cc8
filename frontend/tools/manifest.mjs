// Writes beside the build which sources it was made from: their digests, for the test that says when the build is stale.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const frontend = fileURLToPath(new URL('..', import.meta.url));
const built = join(frontend, '../src/dateline/web/static');

/** Every file below a folder, by its path from there, in order. */
function below(folder, leave = () => false) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = relative(folder, path).replaceAll('\\', '/');
    if (entry.isFile() && !leave(name)) found.push(name);
  }
  return found.sort();
}

function digests(folder, names) {
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

/** The packages whose code is in the build, with what they are made of themselves. */
function bundled(names, found = new Map()) {
  for (const name of names) {
    const folder = join(frontend, 'node_modules', name);
    if (found.has(name) || !existsSync(join(folder, 'package.json'))) continue;
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    found.set(name, { folder, about });
    if (name !== 'svelte') bundled(Object.keys(about.dependencies ?? {}), found);
  }
  return found;
}

/** Their licences, which ship with the build. */
function licences() {
  const parts = ['The page contains code of these packages, under their own licences.\n'];
  for (const [name, { folder, about }] of [
    ...bundled(['svelte', 'clsx', 'esm-env', 'maplibre-gl', 'topojson-client', 'world-atlas']),
  ].sort()) {
    if (name.startsWith('@types/')) continue;
    const text = readdirSync(folder).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
    parts.push(`${'='.repeat(79)}\n${name} ${about.version} (${about.license})\n`);
    if (text) parts.push(readFileSync(join(folder, text), 'utf8').trim() + '\n');
  }
  parts.push(`${'='.repeat(79)}\nOutlines of countries: Natural Earth, public domain.\n`);
  return parts.join('\n');
}

writeFileSync(join(built, 'licences.txt'), licences());
const left = (name) => /^(node_modules|src\/generated)\//.test(name) || /^\.(npmrc|gitignore|prettier)/.test(name);
const manifest = {
  sources: digests(frontend, below(frontend, left)),
  built: digests(
    built,
    below(built, (name) => name === 'manifest.json'),
  ),
};
writeFileSync(join(built, 'manifest.json'), JSON.stringify(manifest, null, 1) + '\n');
const bytes = below(built).reduce((sum, name) => sum + readFileSync(join(built, name)).length, 0);
console.error(`${Object.keys(manifest.built).length} files, ${(bytes / 1e6).toFixed(2)} MB`);
