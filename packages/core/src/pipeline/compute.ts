/** Pure functions of a plugin, called by their names. */
import type { Compute } from '../hooks/hook.js'
import { reasonOf } from '../messages/reason.js'
import type { SitePool } from './site-pool.js'

/**
 * Functions work on copies, and copies of what they give are handed on: as with threads, so without.
 *
 * @param functions What the module of the plugin exports.
 */
export function toCompute(
  plugin: string,
  functions: Readonly<Record<string, unknown>>,
  pool: Pick<SitePool, 'compute'> | undefined,
): Compute {
  return async (name, argument) => {
    const run = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (typeof run !== 'function') throw new Error(unknownText(name, functions))
    const made = await pool?.compute({ plugin, name, argument })
    if (made) return made.value
    const given = copy(argument, `The argument of the function \`${name}\``)
    return copy(await run(given), `What the function \`${name}\` gives`)
  }
}

/** @throws if there is something in it that no thread could be sent. */
function copy(value: unknown, what: string): unknown {
  try {
    return structuredClone(value)
  } catch (error) {
    throw new Error(`${what} is no plain data: ${reasonOf(error)}`)
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
