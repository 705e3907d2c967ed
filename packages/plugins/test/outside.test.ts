// A built-in plugin as a stranger's: out of the workspace, on the packages as they are published. They are packed, and
// installed with what they need from the registry, which takes a minute: so it is for `npm run soak`.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const workspace = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'outside-'))
const project = join(folder, 'project')
const packed = join(folder, 'packed')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.runIf(process.env.SOAK === '1')(
  'a built-in, its test and an example work on the packed packages',
  () => {
    const pnpm = join(workspace, 'scripts/pnpm.mjs')
    run(workspace, process.execPath, pnpm, '--filter', './packages/*', 'pack', '--pack-destination', packed)
    writeProject()
    run(project, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund')
    const tests = run(project, 'npx', 'vitest', 'run')
    for (const name of ['glossary', 'laws', 'robots']) expect(tests).toContain(`${name}.test.ts`)
    run(project, 'npx', 'tsc')
    run(project, 'npx', 'blog-build', '--strict', '--quiet')
    const built = readFileSync(join(project, 'dist/glossary.json'))
    expect(built).toEqual(readFileSync(join(workspace, 'examples/custom-plugin/_expected/glossary.json')))
  },
  300_000,
)

/** The example of a plugin, and beside it the sources of `robots` with its test, and one of its laws. */
function writeProject(): void {
  const leftOut = /[\\/](node_modules|dist|expected|\.blog-build)$/
  cpSync(join(workspace, 'examples/custom-plugin'), project, {
    recursive: true,
    filter: (path) => !leftOut.test(path),
  })
  const own = fileURLToPath(new URL('../', import.meta.url))
  mkdirSync(join(project, 'robots/src'), { recursive: true })
  for (const name of ['robots', 'robots.test', 'ai-crawlers', 'options', 'version']) {
    cpSync(join(own, `src/${name}.ts`), join(project, `robots/src/${name}.ts`))
  }
  writeFileSync(join(project, 'robots/src/laws.test.ts'), laws)
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(typescript))
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  Object.assign(manifest.devDependencies, { typescript: '~5.9.3', '@types/node': '^20.19.43', ...tarballs() })
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest))
}

const laws = `import { testPluginLaws } from '@blog-build/core/testing'
import { expect, test } from 'vitest'
import { robots } from './robots.js'

test('builds are what clean ones are', async () => {
  const edits = ['mine', undefined].map((text) => ({ files: { 'public/robots.txt': text } }))
  const { ran } = await testPluginLaws(() => robots(), { edits })
  expect(ran.emit).toBeGreaterThan(0)
}, 60_000)
`

/** The types of the packages are checked too. */
const typescript = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    types: ['node'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    noEmit: true,
  },
  include: ['*.ts', 'plugins', 'robots'],
}

/** The packed packages by their names. */
function tarballs(): Record<string, string> {
  const named = readdirSync(packed).map((file): [string, string] => {
    const [, name = ''] = /^(.+)-\d+\.\d+\.\d+.*\.tgz$/.exec(file) ?? []
    return [name.replace(/^blog-build-/, '@blog-build/'), `file:${join(packed, file)}`]
  })
  return Object.fromEntries(named)
}

/** Runs a program to a good end, and gives what it said. */
function run(cwd: string, program: string, ...parameters: string[]): string {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', npm_config_prefer_offline: 'true' }
  // What vitest sets for its own workers is not for them.
  for (const name of ['FORCE_COLOR', 'NODE_OPTIONS', 'NODE_ENV']) delete env[name]
  for (const name of Object.keys(env)) if (name.startsWith('VITEST')) delete env[name]
  const shell = process.platform === 'win32'
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd, env, shell, encoding: 'utf8' })
  expect(status, `${program} ${parameters.join(' ')}\n${stdout}${stderr}`).toBe(0)
  return stdout + stderr
}
