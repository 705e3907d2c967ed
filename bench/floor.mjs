/**
 * What no generator can go below, as a process of its own:
 *
 *   node floor.mjs write <site> <output>   reads all sources, writes as many files of the same sizes
 *   node floor.mjs stat <site> <output>    looks at the date and size of every source and output
 *
 * `write` reads names and sizes from `<output>.list`, made by `listOutputs`.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Notes the paths and sizes of a finished output folder beside it.
 *
 * @param {string} output
 * @param {string} target Where `write` shall put its files.
 */
export function listOutputs(output, target) {
  const list = filesIn(output).map((path) => [path.slice(output.length + 1), statSync(path).size])
  writeFileSync(`${target}.list`, JSON.stringify(list))
}

/**
 * @param {string} folder
 * @param {string[]} [found]
 */
export function filesIn(folder, found = []) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${item.name}`
    if (item.isDirectory()) filesIn(path, found)
    else found.push(path)
  }
  return found
}

/**
 * @param {string} site
 * @param {string} output
 */
function write(site, output) {
  for (const path of filesIn(site)) readFileSync(path)
  /** @type {[string, number][]} */
  const list = JSON.parse(readFileSync(`${output}.list`, 'utf8'))
  const bytes = Buffer.alloc(Math.max(...list.map(([, size]) => size)), 'x')
  const made = new Set()
  for (const [path, size] of list) {
    const file = join(output, path)
    const folder = dirname(file)
    if (!made.has(folder)) mkdirSync(folder, { recursive: true })
    made.add(folder)
    writeFileSync(file, bytes.subarray(0, size))
  }
}

/**
 * @param {string} site
 * @param {string} output
 */
function stat(site, output) {
  for (const folder of [site, output]) for (const path of filesIn(folder)) statSync(path)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , mode, site = '', output = ''] = process.argv
  if (mode === 'write') write(site, output)
  else stat(site, output)
}
