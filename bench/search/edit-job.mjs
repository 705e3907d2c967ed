/**
 * Edits sentences of one site while it stays open, as `watch` builds it, and writes to stdout what each edit took:
 *
 *   node edit-job.mjs <site> <corpus> <posts> <edits>
 *
 * A build is told which file changed. What a watch adds is the wait for events and for the end of a burst of them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blogBuild } from '../sites/blog-build.mjs'
import { sentenceEdits } from './sentence-edits.mjs'
import { corpora, indexFolder } from './sites.mjs'

/**
 * @typedef {object} EditSample
 * @property {number} wall Seconds from the call of the build until all is published.
 * @property {number} cpu Seconds of the process meanwhile, all threads.
 * @property {Change} all What changed in the output.
 * @property {Change} index What of it lies in the index.
 */

/**
 * @typedef {object} Change
 * @property {number} files That came, are others, or are gone.
 * @property {number} bytes Of those that are there.
 */

const [, , folder = '', name = '', posts = '', count = ''] = process.argv

const library = fileURLToPath(new URL('../../packages/cli/dist/index.js', import.meta.url))
const { openSite } = await import(library)
const { site } = openSite({ root: folder })
await site.build()
const samples = []
for (const { path, change } of sentenceEdits(corpusNamed(name), Number(posts), Number(count))) {
  const file = join(folder, blogBuild.sources, path)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  samples.push(await built(file))
}
await site.close()
process.stdout.write(JSON.stringify(samples))

/**
 * @param {string} file
 * @returns {Promise<EditSample>}
 */
async function built(file) {
  const [cpu, started] = [process.cpuUsage(), performance.now()]
  const { status, files, messages } = await site.build({ changed: [file] })
  const wall = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  if (status !== 'published') throw new Error(`${file}: ${status}, ${JSON.stringify(messages)}`)
  const isIndex = (/** @type {string} */ path) => path.startsWith(`${indexFolder}/`)
  return {
    wall,
    cpu: (user + system) / 1e6,
    all: changeOf(files, () => true),
    index: changeOf(files, isIndex),
  }
}

/**
 * @param {{ set: { path: string, size?: number }[], removed: string[] }} files
 * @param {(path: string) => boolean} isMeant
 * @returns {Change}
 */
function changeOf({ set, removed }, isMeant) {
  const come = set.filter(({ path }) => isMeant(path))
  return {
    files: come.length + removed.filter(isMeant).length,
    bytes: come.reduce((sum, { size = 0 }) => sum + size, 0),
  }
}

/** @param {string} key */
function corpusNamed(key) {
  const corpus = corpora[key]
  if (!corpus) throw new Error(`There is no corpus ${key}.`)
  return corpus
}
