/** The order of plugins: by what they need, then by `order`, then as they stand in the configuration. */
import { nearest } from '../nearest.js'
import type { Plugin } from './hook.js'

/** Why plugins can't be put in order. */
export type OrderProblem =
  /** Nobody provides what a plugin requires. @param near A service that there is and that may be meant. */
  | { kind: 'missing'; plugin: string; service: string; near: string | undefined }
  | { kind: 'twice'; service: string; plugins: [first: string, second: string] }
  /** Each needs a service of the next, and the last one of the first. */
  | { kind: 'cycle'; plugins: { plugin: string; service: string }[] }

/** As much of a plugin as its place depends on. */
type Ordered = Pick<Plugin, 'name' | 'requires' | 'provides' | 'order'>

/** Puts plugins in order. With problems the order is the one they came in. */
export function orderPlugins<P extends Ordered>(
  plugins: readonly P[],
): { plugins: P[]; problems: OrderProblem[] } {
  const providers = new Map<string, P>()
  const problems: OrderProblem[] = []
  for (const plugin of plugins) {
    for (const { service } of plugin.provides ?? []) {
      const other = providers.get(service)
      if (other) problems.push({ kind: 'twice', service, plugins: [other.name, plugin.name] })
      else providers.set(service, plugin)
    }
  }
  problems.push(...plugins.flatMap((plugin) => missingFor(plugin, [...providers.keys()])))
  if (problems.length > 0) return { plugins: [...plugins], problems }
  const { ordered, waiting } = sorted(plugins, providers)
  return waiting.length === 0
    ? { plugins: ordered, problems: [] }
    : { plugins: [...plugins], problems: [{ kind: 'cycle', plugins: circleIn(waiting, providers) }] }
}

function missingFor({ name, requires = [] }: Ordered, known: readonly string[]): OrderProblem[] {
  return requires
    .filter(({ service, isOptional }) => !isOptional && !known.includes(service))
    .map(({ service }) => ({ kind: 'missing', plugin: name, service, near: nearest(service, known) }))
}

/** Always the first of those whose providers have all been placed: equal needs leave the given order. */
function sorted<P extends Ordered>(plugins: readonly P[], providers: ReadonlyMap<string, P>) {
  const waiting = [...plugins].sort((a, b) => rank(a) - rank(b))
  const ordered: P[] = []
  for (;;) {
    const at = waiting.findIndex((plugin) =>
      needsOf(plugin, providers).every(({ by }) => ordered.includes(by)),
    )
    if (at < 0) return { ordered, waiting }
    ordered.push(...waiting.splice(at, 1))
  }
}

function rank({ order }: Ordered): number {
  return order === 'pre' ? 0 : order === 'post' ? 2 : 1
}

/** What a plugin requires of others, and who provides it. */
function needsOf<P extends Ordered>(
  plugin: P,
  providers: ReadonlyMap<string, P>,
): { service: string; by: P }[] {
  return (plugin.requires ?? []).flatMap(({ service }) => {
    const by = providers.get(service)
    return by === undefined || by === plugin ? [] : [{ service, by }]
  })
}

/** Follows needs among those that wait until one comes again. */
function circleIn<P extends Ordered>(waiting: readonly P[], providers: ReadonlyMap<string, P>) {
  const path: { plugin: P; service: string }[] = []
  let at = waiting[0] as P
  while (!path.some(({ plugin }) => plugin === at)) {
    const need = needsOf(at, providers).find(({ by }) => waiting.includes(by)) as { service: string; by: P }
    path.push({ plugin: at, service: need.service })
    at = need.by
  }
  const start = path.findIndex(({ plugin }) => plugin === at)
  return path.slice(start).map(({ plugin, service }) => ({ plugin: plugin.name, service }))
}
