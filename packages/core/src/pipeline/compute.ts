/** Pure functions of a plugin, called by their names. */
import type { SitePool } from './site-pool.js'

/**
 * Calls a function of a plugin's module: in a thread, where there is much to do.
 *
 * @throws what the function throws, or if there is none of that name.
 */
export type Compute = (name: string, argument: unknown) => Promise<unknown>

/** @param functions What the module exports. */
export function toCompute(
  plugin: string,
  functions: Readonly<Record<string, unknown>>,
  pool: Pick<SitePool, 'compute'> | undefined,
): Compute {
  return async (name, argument) => {
    const run = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (typeof run !== 'function') throw new Error(unknownText(name, functions))
    const made = await pool?.compute({ plugin, name, argument })
    return made ? made.value : run(argument)
  }
}

function unknownText(name: string, functions: Readonly<Record<string, unknown>>): string {
  const known = Object.keys(functions)
    .filter((one) => typeof functions[one] === 'function')
    .sort()
    .map((one) => `\`${one}\``)
  const which = known.length === 0 ? 'it exports none' : `it exports ${known.join(', ')}`
  return `The module of its \`compute\` exports no function \`${name}\`; ${which}.`
}
