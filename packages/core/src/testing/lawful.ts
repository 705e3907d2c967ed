/** Whether the builds of a site keep the laws of plugins; in words if they do not. */
import { isDeepStrictEqual } from 'node:util'
import { hashOf } from '../hash.js'
import type { Message } from '../model.js'
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
    const differing = differenceOf(found, await site.clean(order).make())
    if (differing !== undefined) return (await closeLook(site)) ?? seenOnce(differing)
  }
  return undefined
}

/** What differs first, as the subject of a sentence. */
function differenceOf({ build, bytes, said }: SiteBuild, print: Fingerprint): string | undefined {
  if (!isDeepStrictEqual(said, print.messages)) return whatIsSaid(said, print.messages)
  const status = build.status === 'published' ? 'made' : build.status
  if (status !== print.status) return `the status (\`${build.status}\`)`
  const hashes = new Map(print.files.map(({ path, hash }) => [path, hash]))
  const paths = [...new Set([...bytes.keys(), ...hashes.keys()])].sort()
  const path = paths.find((one) => {
    const own = bytes.get(one)
    return own === undefined || hashOf(own) !== hashes.get(one)
  })
  return path && `\`${path}\``
}

function whatIsSaid(left: readonly Message[], right: readonly Message[]): string {
  const isOnlyIn = (others: readonly Message[]) => (one: Message) =>
    !others.some((other) => isDeepStrictEqual(one, other))
  const message = left.find(isOnlyIn(right)) ?? right.find(isOnlyIn(left))
  return message ? `the message "${message.text}"` : 'the order of the messages'
}

/** The difference with its place and its cause; nothing if further builds don't show it. */
async function closeLook(site: TestSite): Promise<string | undefined> {
  const { status, messages } = await site.verify()
  if (status !== 'different') return undefined
  const found = messages.filter(({ rule }) => rule.startsWith('verify-'))
  return found.map(({ text, remedy }) => (remedy === undefined ? text : `${text}\n${remedy}`)).join('\n\n')
}

function seenOnce(differing: string): string {
  return (
    `A clean build did not give the same: ${differing}. Further builds do not show it, so it changes from call to ` +
    'call.\nLook for a count, a clock or a random number, or something that a module keeps.'
  )
}
