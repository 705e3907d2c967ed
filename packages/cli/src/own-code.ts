/** What a folder tells of its build before anything is loaded: whether a thread of its own is worth its start. */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const configNames = ['blog.config.ts', 'blog.config.mts', 'blog.config.js', 'blog.config.mjs']

/**
 * Looks for a configuration and for layouts. One that can't be read counts: the build will say so.
 *
 * @param root Absolute path of the project's folder.
 * @param configFile Path of the configuration, relative to the root, where one was named.
 */
export function hasOwnCode(root: string, configFile: string | undefined): boolean {
  const names = configFile === undefined ? configNames : [configFile]
  return names.some((name) => existsSync(resolve(root, name))) || hasLayouts(join(root, 'layouts'))
}

/** Whether there may have been a build before, after which code need not run again. */
export function hasMemory(root: string): boolean {
  return existsSync(join(root, '.blog-build'))
}

function hasLayouts(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => /\.[jt]sx$/.test(name))
  } catch {
    return existsSync(folder)
  }
}
