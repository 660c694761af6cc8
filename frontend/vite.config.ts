import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The build is committed beside the server that hands it out, so that an installation needs no Node.
export default defineConfig({
  base: './',
  plugins: [svelte()],
  build: {
    outDir: '../src/dateline/web/static',
    emptyOutDir: true,
    target: 'es2022',
    // The page's content security policy refuses everything inline: no data: scripts, no polyfill in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://127.0.0.1:8765' } },
});
