import { EventEmitter } from 'node:events'
import type { Build, Message, SiteOptions } from '@blog-build/core'
import { expect, test } from 'vitest'
import { type BuildOptions, type BuildSite, build, type World } from './build.js'

const built: Build = {
  status: 'published',
  outputs: [{ path: 'index.html', url: '/', hash: 'h1', owner: 'core' }],
  messages: [],
  changed: { added: ['/'], changed: [], removed: [] },
  files: { isWhole: true, set: [], removed: [] },
  out: '/site/dist',
  base: '/',
  stats: {
    pages: 1,
    written: 1,
    unchanged: 0,
    removed: 0,
    bytesWritten: 12,
    tasksRun: 1,
    tasksReused: 0,
    ran: { html: 1 },
    valuesRead: 0,
    phases: { load: 1, build: 2, write: 3 },
    parser: { name: 'remark' },
  },
}
const warning: Message = { rule: 'w', severity: 'warning', text: 'A warning.' }
const error: Message = { rule: 'e', severity: 'error', text: 'An error.' }

function fakeWorld() {
  const text = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write(chunk: string | Uint8Array, ...rest: never[]) {
      text[name] += chunk
      ;(rest.at(-1) as (() => void) | undefined)?.()
      return true
    },
    on: () => {},
  })
  const exits: number[] = []
  const world = Object.assign(new EventEmitter(), {
    stdout: stream('out'),
    stderr: stream('err'),
    env: {},
    cwd: () => '/site',
    resourceUsage: () => ({ maxRSS: 1024 }),
    exitCode: undefined as World['exitCode'],
    exit: (code: number) => exits.push(code),
    getActiveResourcesInfo: () => ['Timeout'],
    pid: 1,
    kill: () => {},
  }) satisfies World
  return { world, text, exits }
}

/** Runs the command; the process has nothing left to do as soon as the build is over. */
async function command(options: BuildOptions, result: Partial<Build> | BuildSite = {}) {
  const { world, text, exits } = fakeWorld()
  const asked: SiteOptions[] = []
  const make: BuildSite =
    typeof result === 'function'
      ? result
      : async (siteOptions) => {
          asked.push(siteOptions)
          return { build: { ...built, ...result }, urlOf: (rule) => `docs#${rule}` }
        }
  const timer = setInterval(() => world.emit('beforeExit'), 20)
  await build('/site', options, world, make)
  clearInterval(timer)
  world.emit('exit')
  return { code: world.exitCode, ...text, asked, exits, world }
}

test.each<[BuildOptions, Partial<Build>, number]>([
  [{}, {}, 0],
  [{}, { messages: [warning] }, 0],
  [{ strict: true }, { messages: [warning], status: 'content' }, 1],
  [{ strict: true }, { messages: [warning] }, 1],
  [{}, { messages: [error], status: 'content' }, 1],
  [{}, { messages: [error], status: 'published' }, 1],
  [{}, { messages: [error], status: 'config' }, 2],
])('with %j and %j the exit code is %d', async (options, result, code) => {
  expect((await command(options, result)).code).toBe(code)
})

test('options reach the site, and only those that were given', async () => {
  const { asked } = await command({
    config: 'c.ts',
    asOf: '2024-01-01T00:00:00.000Z',
    drafts: true,
    json: true,
  })
  const { onProgress, ...rest } = asked[0] ?? { root: '' }
  expect(rest).toEqual({ root: '/site', configFile: 'c.ts', asOf: '2024-01-01T00:00:00.000Z', drafts: true })
  expect(onProgress).toBeTypeOf('function')
})

test('messages and the summary go to stdout', async () => {
  const { out, err } = await command({}, { messages: [warning] })
  expect(out).toMatch(/^warning: A warning\.\n {2}w {2}docs#w\n\n1 warning\.\n\nBuilt 1 page in .* → dist\n/)
  expect(err).toBe('')
})

test('quiet says errors only, and nothing when all is well', async () => {
  expect((await command({ quiet: true }, { messages: [warning] })).out).toBe('')
  const { out } = await command({ quiet: true }, { messages: [warning, error], status: 'content' })
  expect(out).toBe('error: An error.\n  e  docs#e\n\n1 error.\n')
  expect((await command({ quiet: true, strict: true }, { messages: [warning] })).out).toContain('A warning.')
})

test('under --json stdout is one document, whatever others print', async () => {
  const { out, err, code } = await command({ json: true }, async () => {
    throw new Error('not reached')
  })
  expect(JSON.parse(out)).toMatchObject({ status: 'internal', outputs: [], stats: null })
  expect(err).toContain('Error: not reached')
  expect(code).toBe(3)
  const fine = await command({ json: true }, { messages: [error], status: 'content' })
  expect(JSON.parse(fine.out)).toEqual({
    status: 'content',
    outputs: [{ path: 'index.html', url: '/', hash: 'h1' }],
    messages: [error],
    changed: built.changed,
    nextDue: null,
    stats: built.stats,
  })
  expect(fine.err).toContain('An error.')
})

test('what others print during the build goes to stderr under --json, to stdout otherwise', async () => {
  const noisy: (text: string) => BuildSite = (noise) => async () => {
    current.stdout.write(noise)
    return { build: built, urlOf: () => '' }
  }
  let current: World
  const both = async (options: BuildOptions) => {
    const { world, text } = fakeWorld()
    current = world
    const timer = setInterval(() => world.emit('beforeExit'), 20)
    await build('/site', options, world, noisy('noise\n'))
    clearInterval(timer)
    return text
  }
  const json = await both({ json: true })
  expect(json.err).toContain('noise')
  expect(JSON.parse(json.out).status).toBe('published')
  expect((await both({})).out).toMatch(/^noise\nBuilt/)
})

test('a build that throws is a fault of the program: code 3, with a bounded report', async () => {
  const { code, out, err } = await command({}, async () => {
    throw new Error('boom '.repeat(5000))
  })
  expect(code).toBe(3)
  expect(out).toBe('')
  expect(err).toMatch(/^blog-build broke off while the configuration, .* were loaded, by an error/)
  expect(err.length).toBeLessThan(5000)
})

test('a failure after the build, before the process ends, takes the success back', async () => {
  const { world, text } = fakeWorld()
  setTimeout(() => {
    world.emit('uncaughtException', new Error('late'))
    world.emit('beforeExit')
  }, 20)
  await build('/site', {}, world, async () => ({ build: built, urlOf: () => '' }))
  expect(text.out).toBe('')
  expect(text.err).toContain('after the build had ended')
  expect(world.exitCode).toBe(3)
})

test('a build that something keeps alive is ended after two seconds, with its code', async () => {
  const { world, text, exits } = fakeWorld()
  const hold = setInterval(() => {}, 1000)
  await build('/site', {}, world, async () => ({ build: built, urlOf: () => '' }))
  clearInterval(hold)
  expect(text.out).toContain('Built 1 page')
  expect(text.err).toContain('left running was ended (Timeout).')
  expect(exits).toEqual([0])
})
