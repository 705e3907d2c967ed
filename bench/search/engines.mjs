/** The three that are compared: how each index is served to a browser, and which file is what. */

import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { miniSearchOptions } from './index-job.mjs'
import { indexFolder } from './sites.mjs'

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} folder Where its index lies, below the folder that is served.
 * @property {RegExp} script Files of it that are code, not index.
 * @property {string} client Its module for the page, in `clients`.
 * @property {(installed: string) => { code: string, from: string } | undefined} library What is bundled for that module.
 */

/** @type {Engine[]} */
export const engines = [
  {
    name: 'blog-build',
    folder: indexFolder,
    script: /\.js$/,
    client: 'blog-build',
    library: () => ({
      code: [
        "import { createSearch } from '@blog-build/plugin-search/query'",
        "import { stemmer } from '@orama/stemmers/english'",
        "export const open = (files) => createSearch({ files, stemmers: { en: stemmer }, language: 'en' })",
      ].join('\n'),
      from: fileURLToPath(new URL('../../packages/plugin-search/', import.meta.url)),
    }),
  },
  {
    name: 'Pagefind',
    folder: 'pagefind',
    script: /\.(?:js|css|pagefind)$/,
    client: 'pagefind',
    library: () => undefined,
  },
  {
    name: 'MiniSearch',
    folder: 'minisearch',
    script: /\.js$/,
    client: 'minisearch',
    library: (installed) => ({
      code: [
        "import MiniSearch from 'minisearch'",
        `export const load = (json) => MiniSearch.loadJSON(json, ${JSON.stringify(miniSearchOptions)})`,
      ].join('\n'),
      from: installed,
    }),
  },
]

const clients = fileURLToPath(new URL('./clients/', import.meta.url))

/**
 * Puts a page with a field beside an index.
 *
 * @param {Engine} engine
 * @param {{ folder: string, index: string, installed: string }} where `folder` is begun anew; `index` is linked into it.
 */
export function layOutClient(engine, { folder, index, installed }) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['index.html', 'page.mjs']) cpSync(join(clients, name), join(folder, name))
  copyFileSync(join(clients, `${engine.client}.mjs`), join(folder, 'engine.mjs'))
  symlinkSync(index, join(folder, engine.folder))
  const library = engine.library(installed)
  if (library) bundle(library, join(folder, `${engine.client}.js`))
}

/**
 * @param {{ code: string, from: string }} library
 * @param {string} outfile
 */
function bundle({ code, from }, outfile) {
  const core = new URL('../../packages/core/package.json', import.meta.url)
  createRequire(core)('esbuild').buildSync({
    stdin: { contents: code, resolveDir: from },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    outfile,
  })
}
