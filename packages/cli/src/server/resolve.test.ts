import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toTarget } from './address.js'
import { ownNames, ownPrefix, type Route, resolve } from './resolve.js'
import { nextSnapshot } from './snapshot.js'

const token = 'abcDEF123'

function snapshotOf(paths: string[], base = '/') {
  const set = paths.map((path) => ({ path, url: `/${path}`, hash: path, owner: 'core' }))
  return nextSnapshot(undefined, { folder: '/out', base, files: { isWhole: true, set, removed: [] } })
}

const paths = [
  'index.html',
  'about/index.html',
  'a.txt',
  '100%.html',
  'caf\u00e9/index.html',
  'emoji 😀.html',
  'a;b.html',
  '_blog-build/x',
]
const site = snapshotOf(paths)
const blog = snapshotOf([...paths, '404.html'], '/my%20blog/x/')

function shown(route: Route): string {
  if (route.kind === 'file') return `${route.status} ${route.file.path}`
  if (route.kind === 'redirect') return `${route.status} → ${route.location}`
  return route.kind === 'own' ? `own ${route.name}${route.query}` : route.kind
}

test.each([
  ['/', '200 index.html'],
  ['/index.html', '200 index.html'],
  ['/about/', '200 about/index.html'],
  ['/about', '301 → /about/'],
  ['/about?q=1&r=//x', '301 → /about/?q=1&r=//x'],
  ['/a.txt', '200 a.txt'],
  ['/a.txt?x', '200 a.txt'],
  ['/a.txt/', 'missing'],
  ['/100%25.html', '200 100%.html'],
  ['/100%.html', 'missing'],
  ['/caf%C3%A9/', '200 caf\u00e9/index.html'],
  ['/cafe%CC%81/', '200 caf\u00e9/index.html'],
  ['/cafe%CC%81', '301 → /cafe%CC%81/'],
  ['/emoji%20%F0%9F%98%80.html', '200 emoji 😀.html'],
  ['/a;b.html', '200 a;b.html'],
  ['/a%3Bb.html', '200 a;b.html'],
  ['/A.TXT', 'missing'],
  ['/a.txt.', 'missing'],
  ['/a.txt%20', 'missing'],
  ['/a.txt::$DATA', 'missing'],
  ['/_blog-build/x', '200 _blog-build/x'],
  ['/__proto__', 'missing'],
  ['/constructor', 'missing'],
])('%s leads to %s', (raw, expected) => {
  expect(shown(resolve(raw, { token, snapshot: site }))).toBe(expected)
})

test.each([
  ['/', '302 → /my%20blog/x/'],
  ['/?q', '302 → /my%20blog/x/?q'],
  ['/my%20blog/x', '301 → /my%20blog/x/'],
  ['/my%20blog/x/', '200 index.html'],
  ['/my%20blog/x/about', '301 → /my%20blog/x/about/'],
  ['/my%20blog/x/none', '404 404.html'],
  ['/my%20blog/x//', '404 404.html'],
  ['/my%20blog', 'missing'],
  ['/my%20blog/', 'missing'],
  ['/about/', 'missing'],
  ['/my%20blog/xabout/', 'missing'],
  ['/my%20blog/x/../x/', '404 404.html'],
])('below a base, %s leads to %s', (raw, expected) => {
  expect(shown(resolve(raw, { token, snapshot: blog }))).toBe(expected)
})

test.each([
  '//evil.tld',
  '//evil.tld/',
  '/\\evil.tld',
  '/%5Cevil.tld',
  '/%2F%2Fevil.tld',
  '//evil.tld/about',
  '/about//',
  '///about',
  '/.//evil/about',
  '/%2e%2e//evil.tld/about',
  '/about%0d%0aLocation:%20//evil',
  '/evil.tld/%2e%2e/about',
  '\\\\evil.tld',
  'http://evil.tld/about',
  '/@evil.tld/about',
  '/%09/evil.tld',
  '/about%2F',
  '/%2Fabout',
])('F14 %s is no redirect', (raw) => {
  for (const snapshot of [site, blog]) expect(resolve(raw, { token, snapshot }).kind).not.toBe('redirect')
})

test('F14 whatever is asked, a redirect leads to a path of this site', () => {
  const parts = fc.constantFrom(
    '/',
    '//',
    '\\',
    '..',
    '.',
    'about',
    'evil.tld',
    '%2f',
    '%5c',
    '%0d%0a',
    '@',
    ':',
    '?',
    '#',
    'my%20blog',
    'x',
    '%',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (list) => {
      for (const snapshot of [site, blog]) {
        const route = resolve(`/${list.join('')}`, { token, snapshot })
        if (route.kind !== 'redirect') continue
        const url = new URL(route.location, 'http://localhost:4000/')
        expect(url.origin).toBe('http://localhost:4000')
        expect(route.location).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
        expect(resolve(url.pathname, { token, snapshot }).kind).toBe('file')
      }
    }),
    { numRuns: 2000 },
  )
})

test('F16 the server has these addresses of its own, with the token of the run only', () => {
  expect(ownNames).toEqual([
    'client.js',
    'overlay.html',
    'overlay.js',
    'overlay.css',
    'problems.json',
    'events',
  ])
  for (const name of ownNames) {
    expect(shown(resolve(`${ownPrefix(token)}${name}?q=1`, { token, snapshot: blog }))).toBe(
      `own ${name}?q=1`,
    )
    for (const prefix of [
      '/_blog-build/',
      '/_blog-build/abcDEF124/',
      '/_blog-build//',
      '/_blog-build/abcDEF123',
      '/x/_blog-build/abcDEF123/',
      '/_BLOG-BUILD/abcDEF123/',
    ])
      expect(shown(resolve(prefix + name, { token, snapshot: blog })), prefix).not.toMatch(/^own/)
    expect(shown(resolve(`${ownPrefix(token)}${name}/`, { token, snapshot: site }))).toBe('missing')
    expect(shown(resolve(`${ownPrefix(token)}${name}`, { token: undefined, snapshot: site }))).toBe('missing')
  }
})

test('F2 an address is decoded once', () => {
  expect(toTarget('/%252e%252e/%252f')?.segments).toEqual(['%2e%2e', '%2f'])
  expect(toTarget('/a/?b=%2e')).toEqual({ segments: ['a', ''], query: '?b=%2e' })
})

test('F2 whatever is asked, what is found is what is listed', () => {
  const parts = fc.constantFrom(
    '/',
    '..',
    '.',
    '%2e',
    '%2E%2e',
    '%2f',
    '%5c',
    '\\',
    '%00',
    '%c0%ae',
    'about',
    'index.html',
    'a.txt',
    ';',
    '%',
    '%u002e',
    '~',
    '?',
    '#',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 10 }), (list) => {
      const route = resolve(list.join(''), { token, snapshot: site })
      if (route.kind === 'file') expect(paths).toContain(route.file.path)
    }),
    { numRuns: 2000 },
  )
})

test('a file that stays the same keeps its number, and one that changes gets another', () => {
  const file = (hash: string, mtime = 1) => ({ path: 'a', url: '/a', hash, owner: 'core', size: 1, mtime })
  const change = (hash: string, mtime?: number) => ({
    folder: '/out',
    base: '/',
    files: { isWhole: false, set: [file(hash, mtime)], removed: [] },
  })
  const first = nextSnapshot(undefined, change('x'))
  const second = nextSnapshot(first, change('x', 2))
  expect(second.find('a')).toMatchObject({ since: 1, mtime: 2 })
  const third = nextSnapshot(second, change('y'))
  expect(third.find('a')).toMatchObject({ since: 3, hash: 'y' })
  expect(third.changedSince(2)).toEqual([{ address: '/a', isPage: false }])
  const whole = { isWhole: true, set: [], removed: [] }
  expect(nextSnapshot(third, { folder: '/out', base: '/', files: whole }).find('a')).toBeUndefined()
})
