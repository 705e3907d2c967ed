import { describe, expect, test } from 'vitest'
import { hostName, ownHosts, refusalFor } from './guard.js'

const local = ownHosts('127.0.0.1', 'desk')
const open = ownHosts('0.0.0.0', 'Desk')
const named = ownHosts('blog.test', 'desk')

const good = [
  'localhost',
  'localhost:4000',
  'LOCALHOST:1',
  'a.localhost',
  'a.b.localhost:65535',
  '127.0.0.1',
  '127.0.0.1:80',
  '[::1]',
  '[::1]:4000',
]
const bad = [
  '',
  ' ',
  'evil.tld',
  'evil.tld:4000',
  'localhost.evil.tld',
  'evil-localhost',
  'evillocalhost',
  'localhost.',
  'localhost:',
  'localhost:0',
  'localhost:65536',
  'localhost:99999',
  'localhost:4000:4000',
  'localhost:-1',
  'localhost:+1',
  'localhost:4e3',
  'localhost:80@evil.tld',
  'evil.tld@localhost',
  'user:pass@localhost',
  'localhost/evil',
  'localhost#',
  'localhost?x',
  'localhost evil.tld',
  'localhost,evil.tld',
  'localhost;evil',
  'localhost\\evil',
  '.localhost',
  'a..localhost',
  '*.localhost',
  '127.0.0.1.evil.tld',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.0.0.2',
  '0.0.0.0',
  '0',
  '192.168.0.1',
  '10.0.0.1',
  '169.254.169.254',
  '127.0.0.1.nip.io',
  '::1',
  '[::1',
  '::1]',
  '[::1]:',
  '[::1]x',
  '[::1].evil.tld',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[0:0:0:0:0:0:0:1]',
  '[fe80::1]',
  '[::1%25eth0]',
  'localhost%00',
  'localhost%2eevil',
  'xn--localhost-abc',
  'löcalhost',
  'localhost\t',
  'http://localhost',
  'desk',
  'desk.local',
  'metadata.google.internal',
  'localhost.localdomain',
  'loca1host',
  'ⓛocalhost',
]

const asked = (headers: Record<string, string[]>, method = 'GET') => ({ method, headers })
const from = { host: ['localhost:4000'] }

test.each(good)('F8 the host %j is ours', (host) => {
  expect(refusalFor(asked({ host: [host] }), local)).toBeUndefined()
})

test.each(bad)('F8 the host %j is refused', (host) => {
  expect(refusalFor(asked({ host: [host] }), local)).toMatchObject({ status: 403 })
})

test('F8 a host must be said, once', () => {
  expect(refusalFor(asked({}), local)).toMatchObject({ status: 400 })
  expect(refusalFor(asked({ host: ['localhost', 'localhost'] }), local)).toMatchObject({ status: 400 })
})

test('F8 with --host, addresses are ours and names of others are not', () => {
  for (const host of ['192.168.0.7:4000', '[fe80::1]', 'localhost', 'desk', 'desk.local:4000', '127.0.0.2'])
    expect(refusalFor(asked({ host: [host] }), open), host).toBeUndefined()
  for (const host of ['evil.tld', '192.168.0.7.evil.tld', 'blog.test', '0x7f000001', 'deskx'])
    expect(refusalFor(asked({ host: [host] }), open), host).toMatchObject({ status: 403 })
  expect(refusalFor(asked({ host: ['Blog.Test:4000'] }), named)).toBeUndefined()
})

test.each([
  ['null'],
  ['http://evil.tld'],
  ['http://localhost'],
  ['http://localhost:4001'],
  ['https://localhost:4000'],
  ['http://127.0.0.1:4000'],
  ['http://localhost:4000.evil.tld'],
  ['http://localhost:4000/'],
  ['file://'],
  [''],
  ['http://[::1]:4000'],
  ['chrome-extension://abc'],
  ['http://localhost:4000, http://evil.tld'],
  ['http://user@localhost:4000'],
])('F11 the origin %j is refused', (origin) => {
  expect(refusalFor(asked({ ...from, origin: [origin] }), local)).toMatchObject({ status: 403 })
})

test('F11 our own origin passes, unless another one stands beside it', () => {
  expect(refusalFor(asked({ ...from, origin: ['http://localhost:4000'] }), local)).toBeUndefined()
  expect(refusalFor(asked({ ...from, origin: ['http://localhost:4000', 'null'] }), local)).toMatchObject({
    status: 403,
  })
})

test('F11 forwarded headers change nothing', () => {
  const forwarded = {
    'x-forwarded-host': ['localhost'],
    forwarded: ['host=localhost'],
    'x-forwarded-for': ['127.0.0.1'],
    'x-original-url': ['/'],
  }
  expect(refusalFor(asked({ host: ['evil.tld'], ...forwarded }), local)).toMatchObject({ status: 403 })
  expect(refusalFor(asked({ ...from, 'x-forwarded-host': ['evil.tld'] }), local)).toBeUndefined()
})

describe('F12 what the browser says of itself', () => {
  const fetched = (site: string, mode: string, dest: string, method = 'GET') =>
    refusalFor(
      asked(
        { ...from, 'sec-fetch-site': [site], 'sec-fetch-mode': [mode], 'sec-fetch-dest': [dest] },
        method,
      ),
      local,
    )

  test('of this origin, and typed by the user, all passes', () => {
    for (const site of ['same-origin', 'none']) expect(fetched(site, 'no-cors', 'script')).toBeUndefined()
  })
  test('a link from elsewhere passes', () => {
    for (const site of ['cross-site', 'same-site'])
      expect(fetched(site, 'navigate', 'document')).toBeUndefined()
  })
  test.each([
    ['no-cors', 'script'],
    ['no-cors', 'image'],
    ['no-cors', 'style'],
    ['cors', 'empty'],
    ['no-cors', 'video'],
    ['no-cors', 'empty'],
    ['navigate', 'iframe'],
    ['navigate', 'frame'],
    ['navigate', 'object'],
    ['navigate', 'embed'],
    ['websocket', 'empty'],
    ['no-cors', 'document'],
    ['same-origin', 'document'],
    ['navigate', ''],
    ['', 'document'],
    ['cors', 'worker'],
    ['no-cors', 'font'],
  ])('from elsewhere, %s %s does not', (mode, dest) => {
    for (const site of ['cross-site', 'same-site', 'odd', ''])
      expect(fetched(site, mode, dest), site).toMatchObject({ status: 403 })
  })
  test('nor does a link with two faces', () => {
    const two = { ...from, 'sec-fetch-site': ['same-origin', 'cross-site'], 'sec-fetch-mode': ['cors'] }
    expect(refusalFor(asked(two), local)).toMatchObject({ status: 403 })
    expect(fetched('odd', 'navigate', 'document')).toMatchObject({ status: 403 })
    expect(fetched('cross-site', 'navigate', 'document', 'HEAD')).toMatchObject({ status: 403 })
  })
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', ''])(
  'F16 %s is refused',
  (method) => {
    expect(refusalFor(asked(from, method), local)).toMatchObject({ status: 405 })
  },
)

test('F16 a body is refused', () => {
  expect(refusalFor(asked({ ...from, 'content-length': ['5'] }), local)).toMatchObject({ status: 400 })
  expect(refusalFor(asked({ ...from, 'transfer-encoding': ['chunked'] }), local)).toMatchObject({
    status: 400,
  })
  expect(refusalFor(asked({ ...from, 'content-length': ['0'] }), local)).toBeUndefined()
})

test('names of hosts are read without port and brackets', () => {
  expect(['A.b:1', '[::1]:2', '[1]', 'a b', 'a:', ':1'].map(hostName)).toEqual([
    'a.b',
    '::1',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
