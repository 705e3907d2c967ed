import { EventEmitter } from 'node:events'
import type { Build, Message, WatchOptions } from '@blog-build/core'
import { expect, test } from 'vitest'
import type { Problem } from '../server/problems.js'
import type { SiteServerOptions } from '../server/server.js'
import type { SiteThreadOptions } from '../session/site-thread.js'
import type { WatchParts } from '../watch-parts.js'
import { type WatchCommandOptions, type WatchWorld, watch } from './watch.js'

const error: Message = { rule: 'link-missing', severity: 'error', text: 'Nowhere.', path: 'a.md' }
const built = (given: Partial<Build> = {}): Build => ({
  status: 'published',
  outputs: [],
  messages: [],
  changed: { added: [], changed: ['/a/'], removed: [] },
  files: { isWhole: false, set: [], removed: [] },
  stats: { pages: 3 } as never,
  out: '/site/dist',
  base: '/',
  ...given,
})

/** The command among parts that only note what they are asked. */
function started(
  options: WatchCommandOptions = {},
  given: { listen?: () => Promise<never>; urls?: string[]; isStuck?: boolean } = {},
) {
  const events = new EventEmitter()
  const said = { out: '', err: '' }
  const log: string[] = []
  const streamOf = (name: 'out' | 'err') => {
    const stream = new EventEmitter()
    return Object.assign(stream, {
      write(text: string, done?: unknown) {
        said[name] += text
        if (typeof done === 'function') done()
        return true
      },
    })
  }
  const [stdout, stderr] = [streamOf('out'), streamOf('err')]
  const world = {
    pid: 7,
    stdout,
    stderr,
    env: { NO_COLOR: '1' },
    on: (event: string, listener: () => void) => events.on(event, listener),
    removeAllListeners: (event: string) => events.removeAllListeners(event),
    kill: (pid: number, signal: string) => log.push(`kill ${pid} ${signal}`),
    exit: (code: number) => log.push(`exit ${code}`),
    getActiveResourcesInfo: () => [],
  } as unknown as WatchWorld
  const seen: {
    session?: SiteThreadOptions
    watch?: WatchOptions
    server?: SiteServerOptions
    problems: Problem[][]
  } = {
    problems: [],
  }
  let ready: { resolve(): void; reject(error: unknown): void } = { resolve() {}, reject() {} }
  const close = (name: string) => async () => {
    log.push(`close ${name}`)
    if (given.isStuck) await new Promise(() => {})
  }
  const parts: WatchParts = {
    openSession(asked) {
      seen.session = asked
      return { close: close('session') } as never
    },
    watchSite(asked) {
      seen.watch = asked
      const isReady = new Promise<void>((resolve, reject) => {
        ready = { resolve, reject }
      })
      return { ready: isReady, look: () => void log.push('look'), close: close('watch') }
    },
    createSiteServer(asked) {
      seen.server = asked
      return {
        listen:
          given.listen ?? (async () => ({ urls: given.urls ?? ['http://localhost:4321/'], port: 4321 })),
        begin: () => void log.push('begin'),
        show: ({ folder, base }) => void log.push(`show ${folder} ${base}`),
        tell: (problems) => void seen.problems.push([...problems]),
        close: close('server'),
      }
    },
    openBrowser: async (url) => {
      log.push(`open ${url}`)
      return false
    },
  }
  const ended = watch('/site', options, world, parts)
  const watching = () => expect.poll(() => seen.watch, { timeout: 20_000 }).toBeDefined()
  return { ended, events, said, log, seen, world, stdout, ready: () => ready, watching }
}

test('a build is shown, its errors told, and all is closed at the end', async () => {
  const run = started({ drafts: true, base: '/blog/' })
  await run.watching()
  expect(run.seen.session).toMatchObject({
    site: { root: '/site', drafts: true, base: '/blog/' },
    timeout: 30,
  })
  expect(run.seen.server).toMatchObject({ port: 4321, isPortFixed: false, host: '127.0.0.1', mode: 'watch' })
  expect(run.said.out).toContain('Serving at http://localhost:4321/blog/\n')
  run.seen.watch?.onStart?.(undefined)
  run.seen.session?.onPublish?.()
  run.seen.watch?.onBuild(built({ base: '/blog/', status: 'content', messages: [error] }))
  run.seen.watch?.onBuild(built({ base: '/blog/' }))
  run.seen.server?.onVisit?.()
  run.events.emit('SIGINT')
  await run.ended
  expect(run.log).toEqual([
    'begin',
    'show /site/dist /blog/',
    'show /site/dist /blog/',
    'look',
    'close session',
    'close watch',
    'close server',
    'kill 7 SIGINT',
  ])
  expect(run.seen.problems).toMatchObject([[{ rule: 'link-missing', path: 'a.md' }], []])
  expect(run.said.out).toContain('a.md error: Nowhere.')
  expect(run.said.out).toContain('mended  a.md  link-missing')
  expect(run.said.err).toBe('')
})

test('what can be asked of server, session and watch is passed on', async () => {
  const run = started({ port: 8000, host: true, timeout: 5, poll: true })
  await run.watching()
  expect(run.seen.server).toMatchObject({ port: 8000, isPortFixed: true, host: '0.0.0.0' })
  expect(run.seen.session?.timeout).toBe(5)
  expect(run.seen.watch?.poll).toBe(true)
})

test('whoever lets others see the site is told so, with the addresses', async () => {
  const urls = ['http://localhost:4321/', 'http://192.168.0.5:4321/']
  const run = started({ host: true, quiet: true }, { urls })
  await run.watching()
  expect(run.said.out).toContain(
    'Warning: whoever is in your network can read this site at http://192.168.0.5:4321/.',
  )
  const own = started(
    {},
    { urls: ['http://localhost:4321/', 'http://127.0.0.1:4321/', 'http://[::1]:4321/'] },
  )
  await own.watching()
  expect(own.said.out).not.toContain('Warning')
})

test('the base path of the configuration is told once it is known', async () => {
  const run = started()
  await run.watching()
  run.seen.watch?.onBuild(built({ status: 'config' }))
  run.seen.watch?.onBuild(built({ base: '/blog/' }))
  run.seen.watch?.onBuild(built({ base: '/blog/' }))
  expect(run.said.out.match(/Serving at .*/g)).toEqual([
    'Serving at http://localhost:4321/',
    'Serving at http://localhost:4321/blog/',
  ])
})

test('--open waits for the first build, and says if there is no browser', async () => {
  const run = started({ open: true })
  await run.watching()
  run.seen.watch?.onBuild(built({ base: '/blog/' }))
  expect(run.log.filter((line) => line.startsWith('open'))).toEqual([])
  run.ready().resolve()
  await expect.poll(() => run.log).toContain('open http://localhost:4321/blog/')
  await expect.poll(() => run.said.out).toContain('open http://localhost:4321/blog/ yourself')
})

test('--no-server serves nothing', async () => {
  const run = started({ server: false, open: true })
  await run.watching()
  run.seen.watch?.onBuild(built())
  run.ready().resolve()
  run.events.emit('SIGTERM')
  await run.ended
  expect(run.seen.server).toBeUndefined()
  expect(run.log).toEqual(['close session', 'close watch', 'kill 7 SIGTERM'])
})

test('a port that is taken is a usage error, and nothing is built', async () => {
  const taken = Object.assign(new Error('Port 4321 is taken by another program.'), {
    remedy: 'Give another one.',
  })
  const run = started({ port: 4321 }, { listen: () => Promise.reject(taken) })
  await run.ended
  expect(run.said).toEqual({
    out: '',
    err: 'error: Port 4321 is taken by another program.\nGive another one.\n',
  })
  expect(run.log).toEqual(['exit 2'])
  expect(run.seen.watch).toBeUndefined()
})

test('--json writes a document a line, and what people read goes to stderr', async () => {
  const run = started({ json: true })
  await run.watching()
  run.seen.watch?.onBuild(built({ status: 'content', messages: [error] }))
  run.seen.watch?.onNotice?.({
    rule: 'watch-limit',
    severity: 'warning',
    text: 'Polling.',
    remedy: 'Raise it.',
  })
  run.stdout.write('printed by code of others\n')
  const lines = run.said.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { event: 'serve', urls: ['http://localhost:4321/'] },
    { event: 'build', status: 'content', messages: [error], changed: { changed: ['/a/'] }, nextDue: null },
    { event: 'notice', text: 'Polling. Raise it.' },
  ])
  expect(run.said.err).toContain('a.md error: Nowhere.')
  expect(run.said.err).toContain('Polling. Raise it.')
  expect(run.said.err).toContain('printed by code of others')
})

test.each(['EPIPE', 'ERR_STREAM_DESTROYED'])(
  'when nobody reads any more (%s) it ends with 0',
  async (code) => {
    const run = started()
    await run.watching()
    run.stdout.emit('error', Object.assign(new Error(code), { code }))
    await run.ended
    expect(run.log).toEqual(['close session', 'close watch', 'close server', 'exit 0'])
  },
)

test('a terminal that was closed fails as a disk does; a disk that fails is an error', async () => {
  const run = started()
  await run.watching()
  const fault = Object.assign(new Error('EIO'), { code: 'EIO' })
  expect(() => run.stdout.emit('error', fault)).toThrow('EIO')
  Object.assign(run.stdout, { isTTY: true })
  run.stdout.emit('error', fault)
  await run.ended
  expect(run.log.at(-1)).toBe('exit 0')
})

test('an error that nobody catches is reported, code 3', async () => {
  const run = started({ json: true })
  await run.watching()
  run.events.emit('uncaughtException', new Error('own fault'))
  expect(run.log).toEqual(['exit 3'])
  expect(run.said.err).toContain('broke off while the site was watched')
  expect(run.said.err).toContain('own fault')
  expect(JSON.parse(run.said.out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ event: 'failure' })
})

test('a watch that can not begin is reported, code 3', async () => {
  const run = started()
  await run.watching()
  run.ready().reject(new Error('no watch'))
  await expect.poll(() => run.log).toEqual(['exit 3'])
  expect(run.said.err).toContain('no watch')
})

test('what does not close is not waited for', async () => {
  const run = started({}, { isStuck: true })
  await run.watching()
  run.events.emit('SIGHUP')
  await run.ended
  expect(run.log.at(-1)).toBe('kill 7 SIGHUP')
})

test('a second Ctrl-C does not wait', async () => {
  const run = started({}, { isStuck: true })
  await run.watching()
  run.events.emit('SIGINT')
  run.events.emit('SIGINT')
  expect(run.log).toContain('exit 130')
})
