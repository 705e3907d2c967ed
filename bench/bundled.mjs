/** Tells which module a line of a compiled file came from: esbuild writes its path above each module it bundles. */

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** @type {Map<string, { line: number, module: string }[]>} */
const known = new Map()

/**
 * The module, such as `yaml/dist/visit.js` or `core/src/build.ts`; the file's own path where nothing was bundled.
 *
 * @param {string} url Of the compiled file.
 * @param {number} line From 0.
 */
export function moduleAt(url, line) {
  if (!url.startsWith('file:')) return url
  const own = shortPath(fileURLToPath(url).replaceAll('\\', '/'))
  const found = modulesOf(url).findLast((one) => one.line <= line)?.module
  if (found === undefined) return own
  return found.startsWith('src/') ? `${own.replace(/\/dist\/.*$/, '')}/${found}` : shortPath(found)
}

/** @param {string} url */
function modulesOf(url) {
  const before = known.get(url)
  if (before) return before
  const path = fileURLToPath(url)
  // The code of a site is gone once it has been loaded.
  const modules = (existsSync(path) ? readFileSync(path, 'utf8') : '').split('\n').flatMap((text, line) => {
    const module = /^\/\/ ((?:\.\.\/|src\/|layouts\/)\S+\.[cm]?[jt]sx?)$/.exec(text)?.[1]
    return module === undefined ? [] : [{ line, module }]
  })
  known.set(url, modules)
  return modules
}

/** From the innermost package on. @param {string} path */
function shortPath(path) {
  const inPackages = path.split('/node_modules/').at(-1)
  if (inPackages !== undefined && inPackages !== path) return inPackages
  const own = /\/packages\/([^/]+\/(?:dist|src)\/.*)$/.exec(path)?.[1]
  if (own !== undefined) return own
  return path.replace(/^.*\/\.blog-build\/code\/.*$/, "the site's own code").replace(/^(?:\.\.\/)+/, '')
}
