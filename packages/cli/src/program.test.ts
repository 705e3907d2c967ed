import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import type { BuildOptions } from './commands/build.js'
import type { VerifyOptions } from './commands/verify.js'
import type { WatchCommandOptions } from './commands/watch.js'
import { type Commands, run } from './program.js'

const folder = mkdtempSync(join(tmpdir(), 'blog-build-program-'))
writeFileSync(join(folder, 'a.md'), '')
afterAll(() => rmSync(folder, { recursive: true }))

async function command(...parameters: string[]) {
  let [out, err] = ['', '']
  const builds: { root: string; options: BuildOptions }[] = []
  const caches: Parameters<Commands['cache']>[] = []
  const verified: { root: string; options: VerifyOptions }[] = []
  const shell = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    cwd: () => folder,
  }
  const build = async (root: string, options: BuildOptions) => void builds.push({ root, options })
  const cache = async (...given: Parameters<Commands['cache']>) => void caches.push(given)
  const explained: unknown[] = []
  const explain = async (...asked: unknown[]) => void explained.push(asked)
  const verify = async (root: string, options: VerifyOptions) => void verified.push({ root, options })
  const watched: { root: string; options: WatchCommandOptions }[] = []
  const watch = async (root: string, options: WatchCommandOptions) => void watched.push({ root, options })
  const previewed: unknown[] = []
  const preview = async (...given: unknown[]) => void previewed.push(given)
  const listed: unknown[] = []
  const plugins = async (...given: unknown[]) => void listed.push(given)
  const searched: unknown[] = []
  const search = async (...given: unknown[]) => void searched.push(given)
  const evaluated: unknown[] = []
  const searchEval = async (...given: unknown[]) => void evaluated.push(given)
  const called = { build, cache, explain, plugins, preview, search, searchEval, verify, watch }
  const code = await run(parameters, shell, called)
  const also = {
    ...(explained.length > 0 && { explained }),
    ...(previewed.length > 0 && { previewed }),
    ...(listed.length > 0 && { listed }),
    ...(searched.length > 0 && { searched }),
    ...(evaluated.length > 0 && { evaluated }),
    ...(watched.length > 0 && { watched }),
  }
  return { code, out, err, builds, caches, verified, ...also }
}
const root = folder.replaceAll('\\', '/')

test.each([[[]], [['build']], [['.']], [['build', folder]], [[folder]]])(
  '%j builds the folder',
  async (parameters) => {
    const { code, builds, out, err } = await command(...parameters)
    expect({ code, builds, out, err }).toEqual({
      code: undefined,
      builds: [{ root, options: {} }],
      out: '',
      err: '',
    })
  },
)

test('options are passed on, with or without the command, before or after the root', async () => {
  const options = [
    '--config',
    'my.ts',
    '--out=public',
    '--base',
    '/blog/',
    '--drafts',
    '--strict',
    '--adopt',
    '--swap',
    '--durable',
    '--workers=2',
    '--json',
  ]
  const expected = {
    config: 'my.ts',
    out: 'public',
    base: '/blog/',
    drafts: true,
    strict: true,
    adopt: true,
    swap: true,
    durable: true,
    workers: 2,
    json: true,
  }
  for (const parameters of [options, ['build', ...options, '.'], ['.', ...options]]) {
    expect((await command(...parameters)).builds).toEqual([{ root, options: expected }])
  }
})

test.each([
  [['explain', '/a/'], '/a/', {}],
  [['explain', 'a.md', '.', '--json'], 'a.md', { json: true }],
  [['explain', '--json', '/a/', folder], '/a/', { json: true }],
])('%j explains', async (parameters, target, options) => {
  const { code, builds, out, err, explained } = await command(...parameters)
  expect({ code, builds, out, err }).toEqual({ code: undefined, builds: [], out: '', err: '' })
  expect(explained).toEqual([[root, target, options]])
})

test('an instant is passed on in its full form', async () => {
  const { builds } = await command('--as-of', '2024-01-31')
  expect(builds).toEqual([{ root, options: { asOf: '2024-01-31T00:00:00.000Z' } }])
})

test.each([
  [['--draft'], "error: unknown option '--draft'\n(Did you mean --drafts?)"],
  [['build', '--jsn'], '(Did you mean --json?)'],
  [['--workers', 'many'], 'Write a number from 0 to 8.'],
  [['--workers', '9'], 'Write a number from 0 to 8.'],
  [['biuld'], 'error: There is no folder "biuld".\n(Did you mean build?)'],
  [['nowhere'], 'error: There is no folder "nowhere".\n'],
  [['a.md'], 'error: "a.md" is no folder; give the one that holds it: ".".'],
  [['.', 'other'], 'error: too many arguments'],
  [['--as-of', 'tomorrow'], 'Write a day, 2024-01-31, or an instant with its zone'],
  [['--as-of', '2024-02-30'], 'Write a day, 2024-01-31, or an instant with its zone'],
  [['--out', ''], 'The folder is empty.'],
  [['--out'], 'argument missing'],
  [['--verbose', '--quiet'], "option '--verbose' cannot be used with option '--quiet'"],
  [['explain'], "missing required argument 'target'"],
  [['explain', ''], 'The target is empty.'],
  [['explain', '/a/', 'nowhere'], 'error: There is no folder "nowhere".'],
  [['explain', '/a/', '--strict'], "unknown option '--strict'"],
  [['watch', '--port', '65536'], 'Write a number from 0 to 65535'],
  [['watch', '--port', 'http'], 'Write a number from 0 to 65535'],
  [['watch', '--timeout', '1.5'], 'Write whole seconds'],
  [['watch', '--timeout', '-1'], 'Write whole seconds'],
  [['watch', '--strict'], "unknown option '--strict'"],
  [['watch', 'nowhere'], 'error: There is no folder "nowhere".'],
  [['watch', '--quiet', '--verbose'], 'cannot be used with option'],
  [['constructor'], 'error: There is no folder "constructor".'],
])('%j is a usage error', async (parameters, text) => {
  const { code, out, err, builds } = await command(...parameters)
  expect(err).toContain(text)
  expect(err).toContain('Run `blog-build --help` to see what there is.')
  expect({ code, out, builds }).toEqual({ code: 2, out: '', builds: [] })
})

test('the word after a usage error is not repeated twice', async () => {
  const { err } = await command('biuld')
  expect(err.match(/Did you mean/g)).toHaveLength(1)
})

test('the cache is looked at or cleared, and nothing else', async () => {
  expect((await command('cache', 'info')).caches).toEqual([['info', root, {}]])
  expect((await command('cache', 'clear', folder, '--json')).caches).toEqual([
    ['clear', root, { json: true }],
  ])
  for (const wrong of [
    ['cache'],
    ['cache', 'wipe'],
    ['cache', 'clear', 'nowhere'],
    ['cache', 'info', '--drafts'],
  ]) {
    const { code, err, out, builds, caches } = await command(...wrong)
    expect({ code, out, builds, caches }, wrong.join(' ')).toEqual({
      code: 2,
      out: '',
      builds: [],
      caches: [],
    })
    expect(err).not.toBe('')
  }
})

test.each([['--help'], ['-h'], ['help']])('%s prints the options of the build too', async (option) => {
  const { code, out, err, builds } = await command(option)
  expect(out).toContain('Usage: blog-build [command] [root] [options]')
  for (const name of [
    '--config',
    '--out',
    '--base',
    '--drafts',
    '--as-of',
    '--strict',
    '--adopt',
    '--json',
  ]) {
    expect(out).toContain(name)
  }
  expect({ code, err, builds }).toEqual({ code: 0, err: '', builds: [] })
})

test('--version prints the version of the package', async () => {
  expect(await command('--version')).toMatchObject({
    code: 0,
    out: `${manifest.version}\n`,
    err: '',
    builds: [],
  })
})

test('what a build throws is not a usage error', async () => {
  const shell = { stdout: { write() {} }, stderr: { write() {} }, cwd: () => folder }
  const fault = async () => {
    throw new TypeError('internal')
  }
  const faults = {
    build: fault,
    cache: fault,
    explain: fault,
    plugins: fault,
    preview: fault,
    search: fault,
    searchEval: fault,
    verify: fault,
    watch: fault,
  }
  await expect(run([], shell, faults)).rejects.toThrow('internal')
})

test('verify takes what decides which site is built, and nothing of publishing', async () => {
  const { code, builds, verified } = await command('verify', folder, '--drafts', '--base', '/x/', '--json')
  expect({ code, builds }).toEqual({ code: undefined, builds: [] })
  expect(verified).toEqual([{ root, options: { drafts: true, base: '/x/', json: true } }])
  expect((await command('verify', '--adopt')).code).toBe(2)
})

test('watch takes what decides which site is built, and how it is served', async () => {
  const plain = await command('watch')
  expect(plain).toMatchObject({ code: undefined, builds: [], watched: [{ root, options: {} }] })
  const given = [
    '--port',
    '0',
    '--host',
    '--open',
    '--no-server',
    '--poll',
    '--timeout',
    '5',
    '--drafts',
    '--json',
  ]
  const { watched } = await command('watch', folder, ...given)
  expect(watched).toEqual([
    {
      root,
      options: {
        port: 0,
        host: true,
        open: true,
        server: false,
        poll: true,
        timeout: 5,
        drafts: true,
        json: true,
      },
    },
  ])
  expect((await command('watch', '--host=192.168.0.5')).watched).toEqual([
    { root, options: { host: '192.168.0.5' } },
  ])
})

test('plugins takes a root and a configuration', async () => {
  expect((await command('plugins', '--config', 'x.ts', '--json')).listed).toEqual([
    [root, { config: 'x.ts', json: true }],
  ])
})

test('search takes a query, and how to search', async () => {
  expect((await command('search', 'exit codes')).searched).toEqual([[root, 'exit codes', {}]])
  const given = ['--limit', '20', '--filter', 'tags=a=b', '--filter', 'year=2024', '--sort', 'date', '--json']
  expect((await command('search', 'eval it', folder, ...given)).searched).toEqual([
    [
      root,
      'eval it',
      {
        limit: 20,
        filter: [
          ['tags', 'a=b'],
          ['year', '2024'],
        ],
        sort: 'date',
        json: true,
      },
    ],
  ])
  expect((await command('search', '--drafts', '--', '--adopt')).searched).toEqual([
    [root, '--adopt', { drafts: true }],
  ])
})

test('search eval takes files, and what is a regression', async () => {
  expect((await command('search', 'eval')).evaluated).toEqual([[root, {}]])
  const given = [
    '--queries',
    'q.yml',
    '--baseline',
    'b.json',
    '--update',
    '--tolerance',
    '.02',
    '--report',
    'r',
  ]
  const options = { queries: 'q.yml', baseline: 'b.json', update: true, tolerance: 0.02, report: 'r' }
  expect((await command('search', 'eval', folder, ...given)).evaluated).toEqual([[root, options]])
  expect((await command('search', '--json', 'eval', '--seed')).evaluated).toEqual([
    [root, { json: true, seed: true }],
  ])
})

test.each([
  [['search'], "missing required argument 'query'"],
  [['search', ''], 'The query is empty.'],
  [
    ['search', 'exit', 'codes'],
    'error: There is no folder "codes".\nA query of several words stands in quotes.',
  ],
  [['search', 'a', '--limit', '0'], 'Write a number from 1 to 9999.'],
  [['search', 'a', '--filter', 'tags'], 'Write a field and a value, such as tags=erlang.'],
  [['search', 'a', '--sort', 'title'], 'Allowed choices are relevance, date.'],
  [['search', 'eval', '--tolerance', '2'], 'Write a number from 0 to 1'],
  [['search', 'eval', '--limit', '2'], "unknown option '--limit'"],
  [['search', 'eval', 'nowhere'], 'There is no folder "nowhere".'],
])('%j is no search', async (parameters, text) => {
  const { code, err, searched, evaluated } = await command(...parameters)
  expect(err).toContain(text)
  expect({ code, searched, evaluated }).toEqual({ code: 2, searched: undefined, evaluated: undefined })
})

test('preview takes where it lies and where to listen', async () => {
  const given = [
    'preview',
    folder,
    '--out',
    'x',
    '--base',
    '/b/',
    '--port',
    '0',
    '--host',
    '0.0.0.0',
    '--open',
  ]
  expect((await command(...given)).previewed).toEqual([
    [root, { out: 'x', base: '/b/', port: 0, host: '0.0.0.0', open: true }],
  ])
  expect((await command('preview')).previewed).toEqual([[root, {}]])
  for (const wrong of [
    ['--port', 'x'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', '80.5'],
    ['--port'],
    ['--host', ''],
    ['--drafts'],
    ['nowhere'],
  ]) {
    const { code, previewed } = await command('preview', ...wrong)
    expect({ code, previewed }, wrong.join(' ')).toEqual({ code: 2, previewed: undefined })
  }
})
