// Looks at the packages as they are published, with publint and are-the-types-wrong:
//
//   node scripts/check-packages.mjs             packs all packages of this workspace
//   node scripts/check-packages.mjs <tarball>…  looks at these
//
// Not at their folders: what is published has other `exports` than the workspace has. Nothing is asked of the
// network. The exit code is 1 if there is a problem; a suggestion counts as one.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

// The packages are ES modules only: how CommonJS and old resolvers see them is no matter.
const others = new Set(['node10', 'node16-cjs'])

/** Problems of a packed package, as lines. */
async function problemsOf(tarball) {
  const { buffer, byteOffset, byteLength } = tarball
  const pack = { tarball: buffer.slice(byteOffset, byteOffset + byteLength) }
  const { messages, pkg } = await publint({ pack })
  const linted = messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code)
  const files = createPackageFromTarballData(tarball)
  const all = [...linted, ...absent(pkg, files), ...(await problemsOfTypes(files))]
  return all.map((text) => `${pkg.name}: ${text}`)
}

/** Files that `exports` name under whatever condition, `source` of the workspace included, and that are not there. */
function absent({ name, exports }, files) {
  return targetsOf(exports)
    .filter(
      (target) => !target.includes('*') && !files.fileExists(`/node_modules/${name}/${target.slice(2)}`),
    )
    .map((target) => `pkg.exports names ${target}, which is not published.`)
}

function targetsOf(exports) {
  return typeof exports === 'string' ? [exports] : Object.values(exports ?? {}).flatMap(targetsOf)
}

/** Whether TypeScript finds, for each door, the types of the very file that Node runs. */
async function problemsOfTypes(files) {
  const { types, problems } = await checkPackage(files)
  if (types === false) return ['there are no types']
  return problems.filter(({ resolutionKind }) => !others.has(resolutionKind)).map(inWords)
}

function inWords({ kind, ...where }) {
  const texts = Object.values(where).filter((value) => typeof value === 'string')
  return `types: ${kind} (${texts.join(', ')}), see https://arethetypeswrong.github.io`
}

/** Packs what `npm run build` made into a folder. */
function packAll(folder) {
  const pnpm = fileURLToPath(new URL('pnpm.mjs', import.meta.url))
  const args = [pnpm, '--filter', './packages/*', 'pack', '--pack-destination', folder]
  // npx would ask the registry for a pnpm that it has.
  const env = { ...process.env, npm_config_prefer_offline: 'true' }
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`Cannot pack the packages.\n${stdout}${stderr}`)
}

async function check(tarballs) {
  const problems = []
  for (const path of tarballs) problems.push(...(await problemsOf(readFileSync(path))))
  for (const problem of problems) console.error(problem)
  console.log(`${tarballs.length} packages, ${problems.length} problems`)
  if (problems.length > 0) process.exitCode = 1
}

async function main(given) {
  if (given.length > 0) return check(given)
  const folder = mkdtempSync(join(tmpdir(), 'packages-'))
  try {
    packAll(folder)
    await check(
      readdirSync(folder)
        .sort()
        .map((name) => join(folder, name)),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

await main(process.argv.slice(2))
