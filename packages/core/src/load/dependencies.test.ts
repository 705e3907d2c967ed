import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNodeHost } from '../host/node.js'
import { dependenciesOf } from './dependencies.js'
import { recordInputs, sameInputs } from './inputs.js'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'dependencies-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(folder: string, version: string, needs: Record<string, object> = {}) {
  const file = join(root, folder, 'package.json')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ name: folder.split('node_modules/').at(-1), version, ...needs }))
}

function link(path: string, target: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  symlinkSync(target, join(root, path))
}

function look(folder: string) {
  const host = createNodeHost({ root, cache: join(root, '.cache') })
  const inputs = recordInputs(host, host)
  const found = dependenciesOf(join(root, folder), inputs.disk).sort()
  return { found, isSame: () => sameInputs(inputs.list(), host, host) }
}

test('packages side by side and one in the other, through circles, without types and what is not installed', () => {
  put('node_modules/a', '1.0.0', { dependencies: { b: '*', '@s/c': '*', '@types/hast': '*' } })
  put('node_modules/b', '2.0.0', { peerDependencies: { a: '*' }, optionalDependencies: { lost: '*' } })
  put('node_modules/@s/c', '3.0.0', { dependencies: { b: '*' } })
  put('node_modules/@s/c/node_modules/b', '2.5.0')
  put('node_modules/@types/hast', '9.0.0')
  const { found, isSame } = look('node_modules/a')
  expect(found).toEqual(['@s/c@3.0.0', 'a@1.0.0', 'b@2.0.0', 'b@2.5.0'])
  expect(isSame()).toBe(true)
  put('node_modules/lost', '1.0.0')
  expect(isSame()).toBe(false)
})

test('an update of a package far below is seen, also where it is a link that leads elsewhere', () => {
  const store = 'node_modules/.store'
  put(`${store}/a@1/node_modules/a`, '1.0.0', { dependencies: { b: '*' } })
  put(`${store}/b@1/node_modules/b`, '1.0.0', { dependencies: { c: '*' } })
  put(`${store}/c@1/node_modules/c`, '1.0.0')
  put(`${store}/c@2/node_modules/c`, '2.0.0')
  link(`${store}/a@1/node_modules/b`, '../../b@1/node_modules/b')
  link(`${store}/b@1/node_modules/c`, '../../c@1/node_modules/c')
  const { found, isSame } = look(`${store}/a@1/node_modules/a`)
  expect(found).toEqual(['b@1.0.0', 'c@1.0.0'])
  expect(isSame()).toBe(true)
  unlinkSync(join(root, `${store}/b@1/node_modules/c`))
  link(`${store}/b@1/node_modules/c`, '../../c@2/node_modules/c')
  expect(isSame()).toBe(false)
  expect(look(`${store}/a@1/node_modules/a`).found).toEqual(['b@1.0.0', 'c@2.0.0'])
})

test('a `package.json` that is none counts as one that says nothing', () => {
  put('node_modules/a', '1.0.0', { dependencies: { b: '*', c: '*' } })
  for (const [name, text] of [
    ['b', '{'],
    ['c', 'null'],
  ] as const) {
    mkdirSync(join(root, 'node_modules', name))
    writeFileSync(join(root, 'node_modules', name, 'package.json'), text)
  }
  expect(look('node_modules/a').found).toEqual(['b@0.0.0', 'c@0.0.0'])
})
