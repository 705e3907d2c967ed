// F8 F9 F10 F11 F12: a page of another site, in a real browser, tries to get at the server of this machine.
import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { executablePath, launch, openTab } from '../../../../test/chromium.js'
import { pageOf, type Served, serve } from './served.js'

const image = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
)

/** What the page tries, as code that says what it got: `none` where it got nothing. */
const attempts: Record<string, (url: string) => string> = {
  fetch: (url) => `fetch('${url}').then((r) => r.text()).then((t) => 'read ' + t, () => 'none')`,
  'fetch with cookies': (url) =>
    `fetch('${url}', { credentials: 'include' }).then((r) => r.text()).then((t) => 'read ' + t, () => 'none')`,
  'fetch without cors': (url) =>
    `fetch('${url}', { mode: 'no-cors' }).then((r) => r.text()).then((t) => t === '' ? 'none' : 'read ' + t, () => 'none')`,
  'fetch with a preflight': (url) =>
    `fetch('${url}', { method: 'PUT', headers: { 'x-y': '1' }, body: '1' }).then((r) => 'read ' + r.status, () => 'none')`,
  'fetch from an opaque origin': (url) =>
    `new Promise((done) => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts'; addEventListener('message', (e) => done(e.data), { once: true }); f.srcdoc = "<script>fetch('${url}').then((r) => r.text()).then((t) => parent.postMessage('read ' + t, '*'), () => parent.postMessage('none', '*'))</scr" + "ipt>"; document.body.append(f) })`,
  XMLHttpRequest: (url) =>
    `new Promise((done) => { const x = new XMLHttpRequest(); x.onload = () => done('read ' + x.responseText); x.onerror = () => done('none'); x.open('GET', '${url}'); x.send() })`,
  script: (url) =>
    `new Promise((done) => { const s = document.createElement('script'); s.src = '${url}'; s.onload = () => done('ran'); s.onerror = () => done('none'); document.head.append(s) })`,
  module: (url) => `import('${url}').then(() => 'ran', () => 'none')`,
  'style sheet': (url) =>
    `new Promise((done) => { const s = document.createElement('link'); s.rel = 'stylesheet'; s.href = '${url}'; s.onload = () => done('used'); s.onerror = () => done('none'); document.head.append(s) })`,
  image: (url) =>
    `new Promise((done) => { const i = new Image(); i.onload = () => done('seen ' + i.width); i.onerror = () => done('none'); i.src = '${url}' })`,
  media: (url) =>
    `new Promise((done) => { const v = document.createElement('video'); v.onloadedmetadata = () => done('seen'); v.onerror = () => done('none'); v.src = '${url}' })`,
  EventSource: (url) =>
    `new Promise((done) => { const e = new EventSource('${url}'); e.onopen = () => done('open'); e.onmessage = () => done('heard'); e.onerror = () => { e.close(); done('none') } })`,
  WebSocket: (url) =>
    `new Promise((done) => { const w = new WebSocket('${url}'.replace('http', 'ws')); w.onopen = () => done('open'); w.onerror = () => done('none') })`,
  worker: (url) =>
    `new Promise((done) => { try { const w = new Worker('${url}'); w.onerror = () => done('none'); w.onmessage = () => done('ran') } catch { done('none') } })`,
  frame: (url) =>
    `new Promise((done) => { const f = document.createElement('iframe'); f.src = '${url}'; f.onload = () => { try { done(f.contentDocument ? 'read' : 'none') } catch { done('none') } }; document.body.append(f) })`,
  object: (url) =>
    `new Promise((done) => { const o = document.createElement('object'); o.data = '${url}'; o.onload = () => { try { done(o.contentDocument ? 'read' : 'none') } catch { done('none') } }; o.onerror = () => done('none'); document.body.append(o) })`,
  'form in a frame': (url) =>
    `new Promise((done) => { document.body.innerHTML = '<iframe name=x></iframe><form method=post target=x action="${url}"><input name=a value=b></form>'; const f = document.querySelector('iframe'); f.onload = () => { try { done(f.contentDocument ? 'read' : 'none') } catch { done('none') } }; document.forms[0].submit() })`,
  beacon: (url) => `(navigator.sendBeacon('${url}', 'x'), Promise.resolve('none'))`,
}

describe.skipIf(!executablePath)('in Chromium', () => {
  let browser: Browser
  let served: Served
  let site: Server
  let tab: Page
  const status = new Map<string, number>()

  beforeAll(async () => {
    browser = await launch()
    served = await serve({
      'index.html': pageOf('SECRET'),
      'a.js': 'window.ran = "SECRET"',
      'a.css': 'body { color: red }',
      'a.png': image,
      'data.json': '{"a":"SECRET"}',
    })
    site = createServer((_, response) =>
      response
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end('<!doctype html><title>Evil</title><body>'),
    )
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    tab = await openTab(browser)
    tab.on('response', (response) => status.set(response.url(), response.status()))
  })
  afterAll(async () => {
    await browser?.close()
    site?.close()
    await served?.close()
  })
  beforeEach(() => status.clear())

  const evil = (host: string) => `http://${host}:${(site.address() as { port: number }).port}/`
  const ours = (path: string) => `http://localhost:${served.port}${path}`

  // Another site, and another port of this machine, which is the same site to a browser.
  describe.each(['evil.test', 'localhost'])('a page of %s', (host) => {
    test.each(Object.entries(attempts))('gets nothing by %s', async (name, attempt) => {
      const prefix = await served.prefix()
      const paths = [
        '/',
        '/a.js',
        '/a.css',
        '/a.png',
        '/data.json',
        `${prefix}client.js`,
        `${prefix}problems.json`,
        `${prefix}overlay.html`,
        `${prefix}events?page=/&identity=x&seen=0`,
      ]
      const few = host === 'localhost' ? ['/'] : ['/', '/a.js', paths.at(-1) ?? '']
      const tried = process.env.SOAK === '1' ? paths : few
      for (const path of name === 'image' ? ['/a.png'] : tried) {
        await tab.goto(evil(host))
        const got = await tab.evaluate(attempt(ours(path)))
        expect(got, path).toBe('none')
        expect(await tab.evaluate('window.ran'), path).toBeUndefined()
        const frames = await Promise.all(
          tab
            .frames()
            .slice(1)
            .map((frame) => frame.content().catch(() => '')),
        )
        expect(frames.join(''), path).not.toContain('SECRET')
      }
    })

    test('may link here, and learns nothing of the page that it opened', async () => {
      await tab.goto(evil(host))
      const opened = tab.waitForEvent('popup')
      await tab.evaluate(`window.other = open('${ours('/')}')`)
      const popup = await opened
      await popup.waitForLoadState()
      expect(await popup.title()).toBe('SECRET')
      expect(
        await tab.evaluate(`(() => { try { return other.document.title } catch { return 'none' } })()`),
      ).toBe('none')
    })

    test('is not asked by a form', async () => {
      await tab.goto(evil(host))
      await tab.evaluate(
        `document.body.innerHTML = '<form method=post action="${ours('/')}"><input name=a value=b></form>'; document.forms[0].submit()`,
      )
      await tab.waitForURL(ours('/'))
      expect(status.get(ours('/'))).toBe(405)
    })
  })

  test('F8 a name of an attacker that leads to this machine is refused', async () => {
    for (const path of ['/', '/a.js', '/data.json']) {
      const url = `http://rebound.test:${served.port}${path}`
      await tab.goto(url)
      expect(status.get(url)).toBe(403)
      expect(await tab.content()).not.toContain('SECRET')
      expect(await tab.evaluate(`fetch('${path}').then((r) => r.status)`)).toBe(403)
    }
  })

  test('our own pages get all of these', async () => {
    await tab.goto(ours('/'))
    const got = async (name: string, path: string) => tab.evaluate(attempts[name]?.(path) ?? '')
    expect(await got('fetch', '/data.json')).toBe('read {"a":"SECRET"}')
    expect(await got('script', '/a.js')).toBe('ran')
    expect(await got('style sheet', '/a.css')).toBe('used')
    expect(await got('image', '/a.png')).toBe('seen 1')
    expect(await got('EventSource', `${await served.prefix()}events?page=/&identity=x&seen=0`)).toBe('open')
    expect(await got('frame', '/')).toBe('read')
  })
})
