/** The licences of packages that are bundled into ours; they ask to be handed on with the code. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Options } from 'tsup'

type EsbuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

/** Licences under which code may be bundled, by their SPDX names. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'])

interface Manifest {
  name?: string
  version?: string
  license?: string
}

/**
 * Writes `dist/LICENSES.txt`: name, version and licence text of each bundled package, sorted by name.
 *
 * @param folder Absolute path of the package that is compiled.
 * @throws if a bundled package has another licence than those that are allowed.
 */
export function collectLicenses(folder: string): EsbuildPlugin {
  return {
    name: 'licenses',
    setup(build) {
      build.initialOptions.metafile = true
      build.onEnd(({ metafile }) => {
        const inputs = Object.keys(metafile?.inputs ?? {}).filter((path) => path.includes('node_modules/'))
        const packages = new Set(inputs.map((path) => packageOf(resolve(path))))
        const texts = [...packages].map(noticeOf).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        if (texts.length === 0) return
        mkdirSync(join(folder, 'dist'), { recursive: true })
        writeFileSync(join(folder, 'dist', 'LICENSES.txt'), texts.join(`\n\n${'-'.repeat(80)}\n\n`))
      })
    },
  }
}

/** The folder of the package that a file belongs to; a `package.json` without a name only tells a module type. */
function packageOf(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (manifestOf(folder).name !== undefined) return folder
    if (dirname(folder) === folder) throw new Error(`${file} belongs to no package.`)
  }
}

function manifestOf(folder: string): Manifest {
  const file = join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {}
}

function noticeOf(folder: string): string {
  const { name, version, license = 'no licence' } = manifestOf(folder)
  if (!allowed.has(license)) {
    throw new Error(`${name} is under ${license}, which is not among the licences that may be bundled.`)
  }
  const file = readdirSync(folder)
    .sort()
    .find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry))
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
  return `${name} ${version}, ${license}${text}\n`
}
