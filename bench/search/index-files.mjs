/** The files of an index: how large they are, and which of them an edit changes. */

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { filesIn } from '../floor.mjs'

/** @import { Change } from './edit-job.mjs' */

/**
 * @typedef {object} Size
 * @property {number} files
 * @property {number} bytes
 * @property {number} zipped Bytes of all files, each compressed alone by gzip where that makes it smaller.
 */

/**
 * @param {string} folder
 * @param {RegExp} script Files that are no part of the index.
 * @returns {Size}
 */
export function sizeOf(folder, script) {
  const files = filesIn(folder).filter((path) => !script.test(path))
  const contents = files.map((path) => readFileSync(path))
  return {
    files: files.length,
    bytes: contents.reduce((sum, { length }) => sum + length, 0),
    zipped: contents.reduce((sum, each) => sum + Math.min(each.length, gzipSync(each).length), 0),
  }
}

/**
 * What it takes to bring a host from one state of a folder to another.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Change}
 */
export function changeBetween(before, after) {
  const [old, fresh] = [hashesIn(before), hashesIn(after)]
  const come = [...fresh].filter(([path, { hash }]) => old.get(path)?.hash !== hash)
  const gone = [...old.keys()].filter((path) => !fresh.has(path))
  return { files: come.length + gone.length, bytes: come.reduce((sum, [, { size }]) => sum + size, 0) }
}

/** @param {string} folder */
function hashesIn(folder) {
  const paths = existsSync(folder) ? filesIn(folder) : []
  return new Map(
    paths.map((path) => {
      const content = readFileSync(path)
      const hash = createHash('sha256').update(content).digest('base64')
      return [path.slice(folder.length), { hash, size: content.length }]
    }),
  )
}
