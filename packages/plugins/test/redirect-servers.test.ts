import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { testPlugin } from '@blog-build/core/testing'
import { parseAllRedirects } from 'netlify-redirect-parser'
import { expect, onTestFinished, test } from 'vitest'
import { type RedirectsOptions, redirects } from '../src/redirects.js'

/** What an alias may be, as unlike a plain address as core lets it be. */
const aliases = [
  ...[
    '/a b/',
    "/it's/",
    '/$x/',
    '/$1/',
    '/a;b/',
    '/größe/',
    '/日本/',
    '/e\u0301/',
    '/..hidden/',
    '/{a}/',
    '/~x/',
  ],
  ...[
    '/&amp;/',
    '/plus+plus/',
    '/hash!/',
    '/^caret$/',
    '/[x]/',
    '/😀/',
    '/A/',
    '/a,b/',
    '/a=b/',
    '/to/301!/',
  ],
  ...[
    '/@at/',
    '/default/',
    '/include x/',
    '/`tick`/',
    '/x.html',
    '/(a)/',
    `/${'long/'.repeat(60)}`,
    '/Country=de/',
  ],
  // Nginx has room for 46 bytes in a table.
  ...[45, 46, 47, 48].map((length) => `/${length}${'x'.repeat(length - 4)}/`),
]

/** Former addresses that core refuses: no file has them. */
const refused = [
  '/"q"/',
  '//host/x/',
  '/x/../y/',
  '/100%/',
  '/a\nb/',
  '/a\\b/',
  '/a*b/',
  '/:splat/',
  '/q?x=1/',
  '/#y/',
]

/** A post whose own address is unlike a plain one too. */
const post = (name: string, alias: string) => ({
  [`content/posts/${name}.md`]: `---\npermalink: "/${name} & $1 {ü}/"\naliases: [${JSON.stringify(alias)}]\n---\n`,
})

async function outputsOf(options: RedirectsOptions, list = aliases, base = '/') {
  const files = Object.assign({}, ...list.map((alias, index) => post(`p${index}`, alias)))
  return testPlugin(() => redirects(options), { files, config: { base } })
}

/** From each escaped alias to where its page of HTML leads. */
async function leadsOfPages(base = '/'): Promise<Map<string, string>> {
  const { outputs } = await outputsOf({}, aliases, base)
  const pages = Object.entries(outputs).map(([path, html]): [string, string] => {
    const [, to = ''] = /content="0; url=([^"]*)"/.exec(html) ?? []
    return [base + encodeURI(path.replace(/index\.html$/, '')), to.replaceAll('&amp;', '&')]
  })
  expect(pages).toHaveLength(aliases.length)
  return new Map(pages)
}

/** A folder that servers of any user may read. */
function siteFolder(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-server-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, 0o755)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Status and target of an answer; nothing as long as nobody listens. */
function ask(port: number, path: string): Promise<{ status: number; to: string } | undefined> {
  return new Promise((resolve) => {
    const asked = request({ port, host: '127.0.0.1', path, agent: false }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, to: answer.headers.location ?? '' })
    })
    asked.on('error', () => resolve(undefined)).end()
  })
}

async function start(command: string, words: string[], port: number): Promise<void> {
  let said = ''
  const server: ChildProcess = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  server.stderr?.on('data', (text) => {
    said += text
  })
  const ended = new Promise((resolve) => server.once('close', resolve))
  onTestFinished(async () => {
    server.kill('SIGTERM')
    await ended
  })
  for (let tries = 0; tries < 100; tries++) {
    if (server.exitCode !== null) throw new Error(`${command} ended: ${said}`)
    if (await ask(port, '/')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${command} does not answer: ${said}`)
}

const has = (command: string) => spawnSync(command, ['-v']).status === 0
const isRoot = process.getuid?.() === 0

test.skipIf(!has('nginx'))('nginx leads where the pages of HTML lead', async () => {
  const { outputs } = await outputsOf({ pages: false, files: ['nginx'] })
  const port = await freePort()
  const folder = siteFolder({ 'site/index.html': '', ...outputs })
  const config = `${isRoot ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log stderr;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  include ${folder}/redirects.nginx.conf;
  server { listen 127.0.0.1:${port}; root ${folder}/site; absolute_redirect off; if ($moved) { return 301 $moved; } }
}`
  writeFileSync(join(folder, 'nginx.conf'), config)
  await start('nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], port)
  await expectLeads(port, await leadsOfPages())
})

test.skipIf(!has('apache2'))('Apache leads where the pages of HTML lead', async () => {
  const { outputs } = await outputsOf({ pages: false, files: ['apache'] })
  const port = await freePort()
  const placed = Object.entries(outputs).map(([path, text]) => [`site/${path}`, text])
  const folder = siteFolder({ 'site/index.html': '', ...Object.fromEntries(placed) })
  const modules = ['mpm_event', 'authz_core', 'dir', 'alias']
  const config = `${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/log
${isRoot ? 'User www-data\nGroup www-data' : ''}
DocumentRoot ${folder}/site
<Directory ${folder}/site>
  AllowOverride All
  Require all granted
</Directory>
`
  writeFileSync(join(folder, 'apache.conf'), config)
  await start('apache2', ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], port)
  await expectLeads(port, await leadsOfPages())
})

/** Hosts lead on from an address without its last `/` too, at which there can be no page. */
function withoutSlash(leads: Map<string, string>): [string, string][] {
  return [...leads].flatMap(([from, to]): [string, string][] =>
    from.endsWith('/')
      ? [
          [from, to],
          [from.slice(0, -1), to],
        ]
      : [[from, to]],
  )
}

async function expectLeads(port: number, pages: Map<string, string>): Promise<void> {
  const found: [string, string][] = []
  const leads = withoutSlash(pages)
  for (const [from] of leads) {
    const answer = await ask(port, from)
    const to = answer?.to.replace(`http://127.0.0.1:${port}`, '') ?? ''
    found.push([from, answer?.status === 301 ? decodeURIComponent(to) : `${answer?.status}`])
    // What merely looks like it or is longer leads nowhere.
    expect((await ask(port, `${from}x`))?.status).toBe(404)
  }
  expect(found).toEqual(leads.map(([from, to]) => [from, decodeURIComponent(to)]))
}

test('the parser of Netlify reads `_redirects` as the pages say', async () => {
  const base = '/b/'
  const { outputs } = await outputsOf({ pages: false, files: ['netlify'] }, aliases, base)
  const folder = siteFolder(outputs)
  const parsed = await parseAllRedirects({
    redirectsFiles: [join(folder, '_redirects')],
    configRedirects: [],
    minimal: true,
  })
  expect(parsed.errors).toEqual([])
  const rules = parsed.redirects as { from: string; to: string; status: number }[]
  const found = rules.map(({ from, to, status }) => [decodeURI(from), decodeURI(to), status])
  const leads = withoutSlash(await leadsOfPages(base)).map(([from, to]) => [
    decodeURI(from),
    decodeURI(to),
    301,
  ])
  expect(found.sort()).toEqual(leads.sort())
})

test('what no file can say is refused, at its place', async () => {
  const { messages } = await outputsOf({ files: ['netlify', 'apache', 'nginx'] }, refused)
  const errors = messages.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ rule, place }) => `${rule} ${place?.start.line}`)).toEqual(
    refused.map(() => 'frontmatter-field 3'),
  )
})
