// Before a build begins: the version of Node, help, version and usage errors. None of them may run foreign code.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { command, siteOf } from './command.js'

const canary = `
import { writeFileSync } from 'node:fs'
writeFileSync(new URL('canary', import.meta.url), 'loaded')
export default {}
`
// Ends the process with a loud code as soon as a module of core, the plugins or the theme is asked for.
const trap = `
import { register } from 'node:module'
register('data:text/javascript,' + encodeURIComponent(\`
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context)
    if (/^@blog-build\\\\/|packages\\\\/(core|plugins|theme)\\\\//.test(specifier + ' ' + found.url)) {
      process.stderr.write('LOADED ' + found.url)
      process.exit(99)
    }
    return found
  }
\`))
`
const trapped = ['--import', `data:text/javascript,${encodeURIComponent(trap)}`]

test.each([
  [['--help'], 0],
  [['help', 'build'], 0],
  [['build', '--help'], 0],
  [['explain', '--help'], 0],
  [['explain'], 2],
  [['--version'], 0],
  [['--unknown'], 2],
  [['nowhere'], 2],
  [['--as-of', 'tomorrow'], 2],
])('%j loads neither core nor the project', async (parameters, code) => {
  const folder = siteOf({ 'blog.config.mjs': canary, 'a.md': '# A' })
  const outcome = await command(folder, parameters, trapped)
  expect(outcome.err).not.toContain('LOADED')
  expect(outcome.code).toBe(code)
  expect(existsSync(join(folder, 'canary'))).toBe(false)
})

test('the trap would spring', async () => {
  const folder = siteOf({ 'a.md': '# A' })
  expect((await command(folder, [], trapped)).err).toContain('LOADED')
})

test('the version is that of the package', async () => {
  const { code, out } = await command(siteOf({}), ['--version'])
  expect({ code, out }).toEqual({ code: 0, out: `${manifest.version}\n` })
})

test.each(['18.20.4', '20.18.3'])(
  'Node %s is told in the first line, before anything else is loaded',
  async (version) => {
    const fake = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`
    const old = ['--import', `data:text/javascript,${encodeURIComponent(fake)}`]
    const { code, out, err } = await command(siteOf({}), ['--version'], old)
    expect(err.split('\n')[0]).toBe(
      `blog-build needs Node.js 20.19 or newer, and this is Node.js ${version}.`,
    )
    expect({ code, out }).toEqual({ code: 2, out: '' })
  },
)

test('the version that is asked for is the one of the package', () => {
  const source = readFileSync(new URL('../src/cli.ts', import.meta.url), 'utf8')
  const [, major, minor] = /= \[(\d+), (\d+)\]/.exec(source) ?? []
  expect(manifest.engines.node).toBe(`>=${major}.${minor}`)
})

test('usage errors are sentences with a suggestion, on stderr, code 2', async () => {
  const folder = siteOf({ 'a.md': '# A' })
  const option = await command(folder, ['--draft'])
  expect(option.err).toContain('Did you mean --drafts?')
  const word = await command(folder, ['biuld'])
  expect(word.err).toContain('There is no folder "biuld".\n(Did you mean build?)')
  const file = await command(folder, ['a.md'])
  expect(file.err).toContain('"a.md" is no folder')
  for (const { code, out } of [option, word, file]) expect({ code, out }).toEqual({ code: 2, out: '' })
})
