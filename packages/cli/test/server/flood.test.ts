// F17: bytes that are no proper requests, by the hundred thousand: the process lives, answers, and does not grow.
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, exchange } from './raw.js'
import { pageOf, type Served, serve } from './served.js'

const count = Number(process.env.REQUESTS ?? (process.env.SOAK === '1' ? 100_000 : 20_000))

let served: Served
beforeAll(async () => {
  served = await serve({
    'index.html': pageOf('Home'),
    'about/index.html': pageOf('About'),
    'a.txt': 'x'.repeat(300),
    'big.bin': Buffer.alloc(3_000_000, 'x'),
  })
})
afterAll(() => served.close())

const methods = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'GETT',
  'get',
  '',
  'CONNECT',
  'OPTIONS',
  'PRI',
  'TRACE',
  '\u0016\u0003\u0001',
  'G ET',
)
const targets = fc.oneof(
  fc.constantFrom(
    '/',
    '/a.txt',
    '/about',
    '/big.bin',
    '*',
    '//',
    '/%',
    '/%zz',
    '/%c0%ae',
    '/../..',
    'http://x/',
    '',
    '/a b',
    '/?'.padEnd(9000, 'x'),
    `/${'a/'.repeat(4000)}`,
    '/\u0000',
    '/\u00ff',
  ),
  fc.string({ maxLength: 40 }).map((text) => `/${text}`),
)
const versions = fc.constantFrom(
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/0.9',
  'HTTP/2.0',
  'http/1.1',
  'HTTP/1.',
  '',
  'ICY',
)
const fields = fc.oneof(
  fc.constantFrom(
    'Host: localhost',
    'Host: localhost',
    'Host: evil.tld',
    'Host:',
    'Host : localhost',
    'Range: bytes=0-',
    'Range: bytes=-',
    'Range: bytes=9-1,2-',
    'Range: bytes=99999999999999999999-',
    `Range: bytes=${'0-1,'.repeat(1000)}`,
    'If-None-Match: *',
    'If-None-Match: "',
    'If-Range: x',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 1e9',
    'Content-Length: 5, 6',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: x',
    'Expect: 100-continue',
    'Expect: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Connection: close',
    'Connection: keep-alive',
    'Origin: null',
    'X: \u0000',
    ' folded',
    ': x',
    'no colon',
    `Cookie: ${'x'.repeat(20_000)}`,
    'Accept-Encoding: gzip;q=x',
    'Sec-Fetch-Site: odd',
  ),
  fc.string({ maxLength: 30 }),
)
const ends = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r', '')
const request = fc
  .tuple(
    methods,
    targets,
    versions,
    fc.array(fields, { maxLength: 5 }),
    ends,
    fc.constantFrom('', '', 'body', '5\r\nhello\r\n0\r\n\r\n', 'GET /'),
  )
  .map(
    ([method, target, version, list, end, body]) =>
      `${[`${method} ${target} ${version}`, ...list].join(end)}${end}${end}${body}`,
  )
const garbage = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'))
const proper = fc.constantFrom(
  'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'HEAD /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n',
  'GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n',
)
const one = fc.oneof({ arbitrary: request, weight: 6 }, { arbitrary: garbage, weight: 1 })

/** Sends bytes; how the connection ends does not matter, but that it does. */
function pour(bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, '127.0.0.1')
    const timer = setTimeout(() => reject(new Error('A connection hangs.')), 45_000)
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve()
    }
    socket.on('error', end).on('close', end).resume()
    socket.end(bytes)
  })
}

// What follows a broken request on its connection is not read any more: each ends one, after some that are proper.
test(`F17 ${count} requests that are not as they should be`, { timeout: 600_000 }, async () => {
  const round = 1000
  const grown: number[] = []
  for (let sent = 0; sent < count; sent += round) {
    const samples = fc
      .sample(fc.tuple(fc.array(proper, { maxLength: 3 }), one), {
        numRuns: round,
        ...(process.env.CI ? { seed: sent + 1 } : {}),
      })
      .map(([before, last]) => Buffer.from(before.join('') + last, 'latin1'))
    for (let from = 0; from < round; from += 100) await Promise.all(samples.slice(from, from + 100).map(pour))
    grown.push(process.memoryUsage().heapUsed)
  }
  expect(await ask(served.port, '/')).toMatchObject({ status: 200 })
  // A heap breathes, so the lowest of some rounds is compared; five kilobytes of each request would be too much.
  expect(Math.min(...grown.slice(-6)) - Math.min(...grown.slice(0, 6))).toBeLessThan(60_000_000)
})

test('F17 a thousand requests at once on one connection are answered in their order', async () => {
  const line = (target: string, more = '') => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`
  const targets = Array.from({ length: 1000 }, (_, at) => ['/a.txt', '/none', '/about', '/'][at % 4] ?? '/')
  const answers = await exchange(
    served.port,
    targets.map((target) => line(target)).join('') + line('/', 'Connection: close\r\n'),
  )
  const statuses = [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
  expect(statuses).toEqual([
    ...targets.map((target) => ({ '/a.txt': 200, '/none': 404, '/about': 301, '/': 200 })[target]),
    200,
  ])
})

test('F17 who reads slowly, or goes away in the middle, holds nothing up', async () => {
  const sockets = Array.from({ length: 100 }, (_, at) => {
    const socket = connect(served.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(`GET /big.bin HTTP/1.1\r\nHost: localhost\r\n${at % 2 ? 'Range: bytes=5-' : ''}\r\n\r\n`)
    if (at % 3 === 0) socket.once('data', () => socket.destroy())
    else socket.pause()
    return socket
  })
  expect(await ask(served.port, '/')).toMatchObject({ status: 200 })
  for (const socket of sockets) socket.destroy()
  expect((await ask(served.port, '/big.bin')).body).toHaveLength(3_000_000)
})

test('F17 a header that is too long, and a request that never ends', { timeout: 60_000 }, async () => {
  expect(await ask(served.port, '/', ['Host: localhost', `X: ${'x'.repeat(1_000_000)}`])).toMatchObject({
    status: expect.toSatisfy((status) => status === 431 || status === 0),
  })
  const text = await exchange(served.port, 'GET / HTTP/1.1\r\nHost: loc', 40_000)
  expect(text).toMatch(/^HTTP\/1\.1 408 /)
})

test('ranges, conditions and HEAD', async () => {
  const head = ['Host: localhost']
  const whole = await ask(served.port, '/a.txt', head)
  const etag = whole.headers.etag ?? ''
  expect(whole).toMatchObject({ status: 200, headers: { 'content-length': '300', 'accept-ranges': 'bytes' } })
  expect(await ask(served.port, '/a.txt', [...head, `If-None-Match: "x", W/${etag}`])).toMatchObject({
    status: 304,
    body: '',
  })
  expect(await ask(served.port, '/a.txt', [...head, 'If-None-Match: "x"'])).toMatchObject({ status: 200 })
  expect(await ask(served.port, '/a.txt', [...head, 'Range: bytes=10-19'])).toMatchObject({
    status: 206,
    body: 'x'.repeat(10),
    headers: { 'content-range': 'bytes 10-19/300' },
  })
  expect(
    await ask(served.port, '/a.txt', [...head, 'Range: bytes=10-19', `If-Range: ${etag}`]),
  ).toMatchObject({ status: 206 })
  expect(await ask(served.port, '/a.txt', [...head, 'Range: bytes=10-19', 'If-Range: "x"'])).toMatchObject({
    status: 200,
  })
  expect(await ask(served.port, '/a.txt', [...head, 'Range: bytes=300-'])).toMatchObject({
    status: 416,
    headers: { 'content-range': 'bytes */300' },
  })
  expect(await ask(served.port, '/a.txt', [...head, 'Range: bytes=0-1,5-6'])).toMatchObject({ status: 200 })
  const page = await ask(served.port, '/', head)
  expect(page.headers['content-length']).toBe(String(page.body.length))
  const { date: _, ...headers } = page.headers
  expect(await ask(served.port, '/', head, 'HEAD')).toMatchObject({ status: 200, body: '', headers })
  expect(await ask(served.port, '/', [...head, `If-None-Match: ${page.headers.etag}`])).toMatchObject({
    status: 304,
  })
  expect(await ask(served.port, '/big.bin', [...head, 'Range: bytes=-5'])).toMatchObject({
    status: 206,
    body: 'xxxxx',
  })
})
