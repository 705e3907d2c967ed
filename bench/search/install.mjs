/** Pagefind and MiniSearch, installed by npm into a folder of their own: the workspace does without them. */

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const list = fileURLToPath(new URL('./rivals/package.json', import.meta.url))

/**
 * @param {string} folder Where to.
 * @returns {string | undefined} Why they are not there, if they are not.
 */
export function installRivals(folder) {
  mkdirSync(folder, { recursive: true })
  cpSync(list, join(folder, 'package.json'))
  const wanted = JSON.parse(readFileSync(list, 'utf8')).dependencies
  const isThere = Object.entries(wanted).every(([name, version]) => versionOf(folder, name) === version)
  const parameters = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']
  if (isThere || spawnSync('npm', parameters, { cwd: folder, stdio: ['ignore', 2, 2] }).status === 0)
    return undefined
  return 'npm could not install Pagefind and MiniSearch'
}

/**
 * Their versions, as the report names them.
 *
 * @param {string} folder
 */
export function rivalVersions(folder) {
  return { Pagefind: versionOf(folder, 'pagefind'), MiniSearch: versionOf(folder, 'minisearch') }
}

/**
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
function versionOf(folder, name) {
  const path = join(folder, 'node_modules', name, 'package.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : ''
}
