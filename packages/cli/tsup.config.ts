import type { Options } from 'tsup'
import { packageConfig } from '../../scripts/package-config.js'

const node = packageConfig(import.meta.url, {
  entry: {
    cli: 'src/cli.ts',
    'verify-side': 'src/verify-side.ts',
    'session-thread': 'src/session/thread.ts',
    index: 'src/index.ts',
  },
  bundled: ['commander', 'picocolors'],
})

/** What `watch` serves to browsers: whole files, each a script of its own, so that they leave no names in a page. */
const browser: Options = {
  entry: ['client.ts', 'overlay.ts', 'overlay.css'].map((name) => `src/server/client/${name}`),
  outDir: 'dist/browser',
  outExtension: () => ({ js: '.js' }),
  clean: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  silent: true,
}

// Both are compiled at once: one must not clear away what the other has written.
export default [{ ...node, clean: ['!browser/**'] }, browser]
