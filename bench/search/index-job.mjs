/**
 * Makes the index of one rival, in a process of its own, and writes to stdout what that took:
 *
 *   node index-job.mjs pages <installed> <folder of pages> <output> <glob>  Pagefind, of the rendered pages
 *   node index-job.mjs records <installed> <documents.json> <output>        Pagefind, of records
 *   node index-job.mjs minisearch <installed> <documents.json> <output>     MiniSearch, written as JSON
 *   node index-job.mjs replace <installed> <documents.json> <output>        its first document replaced, and written
 *
 * Measured is from before the engine is loaded until its files are written. Documents are read before, for nothing:
 * whoever renders pages has their text at hand.
 */
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cpuOf } from '../process-tree.mjs'

/** @import { Document } from './documents.mjs' */

/** Which fields, and how they are searched: as for the pool of the judged queries. */
export const miniSearchOptions = {
  fields: ['title', 'headings', 'text'],
  // The title is what a list of hits shows; a text for excerpts would make the index twice as large.
  storeFields: ['title'],
  searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 },
}

/** The index of MiniSearch is one file. */
export const miniSearchFile = 'index.json'

const [, , job = '', installed = '', input = '', output = '', glob = ''] = process.argv

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const jobs = { pages: indexPages, records: indexRecords, minisearch: indexDocuments, replace: replaceOne }
  const figures = await jobs[/** @type {keyof typeof jobs} */ (job)]()
  process.stdout.write(JSON.stringify(figures))
}

async function indexPages() {
  return await took(async () => {
    const pagefind = await load('pagefind')
    const { index, errors } = await pagefind.createIndex({})
    fail(errors)
    fail((await index.addDirectory({ path: input, glob })).errors)
    fail((await index.writeFiles({ outputPath: output })).errors)
    return () => pagefind.close()
  })
}

async function indexRecords() {
  const documents = readDocuments()
  return await took(async () => {
    const pagefind = await load('pagefind')
    const { index, errors } = await pagefind.createIndex({})
    fail(errors)
    for (const { id, title, text } of documents) {
      fail((await index.addCustomRecord({ url: id, content: text, language: 'en', meta: { title } })).errors)
    }
    fail((await index.writeFiles({ outputPath: output })).errors)
    return () => pagefind.close()
  })
}

async function indexDocuments() {
  const documents = readDocuments()
  return await took(async () => {
    const { default: MiniSearch } = await load('minisearch')
    const index = new MiniSearch(miniSearchOptions)
    index.addAll(documents)
    await write(JSON.stringify(index))
  })
}

/** As in a program that keeps the index in memory from one edit to the next. */
async function replaceOne() {
  const [first, ...others] = readDocuments()
  const { default: MiniSearch } = await load('minisearch')
  const index = new MiniSearch(miniSearchOptions)
  index.addAll([first, ...others])
  return await took(async () => {
    index.replace({ ...first, text: `${first?.text} A sentence more than there was before.` })
    await write(JSON.stringify(index))
  })
}

/**
 * @param {() => Promise<(() => void) | void>} work Gives what is to be done when nothing is measured any more.
 * @returns {Promise<{ wall: number, cpu: number }>} Seconds.
 */
async function took(work) {
  const [cpu, started] = [cpuOf(process.pid), performance.now()]
  const end = await work()
  const figures = { wall: (performance.now() - started) / 1000, cpu: (cpuOf(process.pid) - cpu) / 1000 }
  end?.()
  return figures
}

/** @returns {Document[]} */
function readDocuments() {
  return JSON.parse(readFileSync(input, 'utf8'))
}

/** @param {string} text */
async function write(text) {
  await mkdir(output, { recursive: true })
  await writeFile(join(output, miniSearchFile), text)
}

/** @param {string[]} errors */
function fail(errors) {
  if (errors.length > 0) throw new Error(errors.join('; '))
}

/**
 * A package that the workspace has not installed.
 *
 * @param {string} name
 * @returns {Promise<any>}
 */
async function load(name) {
  const require = createRequire(join(installed, 'package.json'))
  const folder = join(installed, 'node_modules', name)
  const door = name === 'pagefind' ? join(folder, 'lib/index.js') : require.resolve(name)
  const module = await import(pathToFileURL(door).href)
  return module.default?.default ? module.default : module
}
