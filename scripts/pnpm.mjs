// Runs pnpm in the version that package.json pins, so that a fresh clone needs Node and npm only:
//
//   node scripts/pnpm.mjs <pnpm arguments>
//
// npx keeps the downloaded pnpm in its cache; later runs start without the network.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const pnpm = manifest.packageManager.replace(/\+.*$/, '') // without the checksum, if there is one

const { status, error } = spawnSync('npx', ['--yes', pnpm, ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32', // there npx is a .cmd file, which only a shell can start
})
if (error) console.error(`Cannot start npx: ${error.message}`)
process.exit(status ?? 1)
