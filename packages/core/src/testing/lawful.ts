/** Whether the builds of a site keep the laws of plugins; in words if they do not. */
import { isDeepStrictEqual } from 'node:util'
import { hashOf } from '../hash.js'
import type { Fingerprint } from '../verify/side.js'
import type { SiteBuild, TestSite } from './test-site.js'
import type { CleanOrder } from './ways.js'

/**
 * Compares the last build with clean ones, one for each order.
 *
 * @returns What differs, who is to blame, and what to do; nothing if all is equal.
 */
export async function broken(
  site: TestSite,
  found: SiteBuild,
  orders: readonly CleanOrder[],
): Promise<string | undefined> {
  for (const order of orders) {
    if (!isSame(found, await site.clean(order).make())) return await inWords(site)
  }
  return undefined
}

function isSame({ build, bytes }: SiteBuild, print: Fingerprint): boolean {
  const status = build.status === 'published' ? 'made' : build.status
  const isSameFile = ({ path, hash }: Fingerprint['files'][number]) => {
    const own = bytes.get(path)
    return own !== undefined && hashOf(own) === hash
  }
  return (
    status === print.status &&
    isDeepStrictEqual(build.messages, print.messages) &&
    print.files.length === bytes.size &&
    print.files.every(isSameFile)
  )
}

/** A close look: nothing, if only the `end` of a build said something, which is no part of its result. */
async function inWords(site: TestSite): Promise<string | undefined> {
  const { status, messages } = await site.verify()
  if (status !== 'different') return undefined
  const found = messages.filter(({ rule }) => rule.startsWith('verify-'))
  return found.map(({ text, remedy }) => (remedy === undefined ? text : `${text}\n${remedy}`)).join('\n\n')
}
