/** A plugin that stands before another, which may be frozen, or of a class. */
import { hookKinds, type Plugin } from './hook.js'

/** Whatever a plugin may have. */
const fields = Object.keys({
  ...hookKinds,
  name: true,
  version: true,
  options: true,
  requires: true,
  provides: true,
  order: true,
  collections: true,
  tasks: true,
  forget: true,
  compute: true,
  client: true,
} satisfies Record<keyof Plugin, unknown>) as (keyof Plugin)[]

/**
 * What is not its own is the other's, read once; hooks run as the other's, since a class may keep what they need in
 * private fields.
 */
export function standBefore<P extends Plugin>(plugin: P, own: PropertyDescriptorMap): P {
  const given = fields.filter((field) => field in plugin).map((field) => [field, fieldOf(plugin, field)])
  return Object.create(plugin, { ...Object.fromEntries(given), ...own }) as P
}

function fieldOf(plugin: Plugin, field: keyof Plugin): PropertyDescriptor {
  const value: unknown = plugin[field]
  return { value: typeof value === 'function' ? value.bind(plugin) : value, enumerable: true }
}
