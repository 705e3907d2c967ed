/** What is said of plugins before any of them runs: their names, options and needs. */
import { message, type Where } from '../messages.js'
import type { Message } from '../model.js'

/** A plugin has the name of something else that owns outputs. */
export function pluginReservedName(where: Where, plugin: string): Message {
  return message(
    'error',
    'plugin-reserved-name',
    where,
    `A plugin can't be called \`${plugin}\`: that is the name of an owner of outputs.`,
    'Give the plugin another name.',
  )
}

/** The configuration lists two plugins of one name. */
export function pluginTwice(where: Where, plugin: string): Message {
  return {
    ...message(
      'warning',
      'plugin-twice',
      where,
      `Plugin \`${plugin}\` is listed more than once; only the last one counts.`,
      'Take the others out, or give them other names.',
    ),
    plugin,
  }
}

/** The schema of a plugin's options refused one of them. @param option Dotted; empty for the options as a whole. */
export function pluginOption(where: Where, plugin: string, option: string, problem: string): Message {
  const what = option === '' ? 'its options' : `its option \`${option}\``
  const said = problem.trim().replace(/(?<![.?!])$/, '.')
  return {
    ...message(
      'error',
      'plugin-option',
      where,
      `Plugin \`${plugin}\` refuses ${what}: ${said}`,
      option === ''
        ? 'Change them; the page of the plugin lists what it takes.'
        : 'Change it, or take it out: then its default counts.',
    ),
    plugin,
  }
}

/** No plugin provides what one requires. @param near A service that there is and that may be meant. */
export function pluginServiceMissing(
  where: Where,
  plugin: string,
  service: string,
  near: string | undefined,
): Message {
  return {
    ...message(
      'error',
      'plugin-service-missing',
      where,
      `Plugin \`${plugin}\` requires the service \`${service}\`, which no plugin provides.`,
      near === undefined
        ? `Add a plugin that provides \`${service}\` to \`plugins\`, or take \`${plugin}\` out.`
        : `Did \`${plugin}\` mean \`${near}\`? Else add a plugin that provides \`${service}\`.`,
    ),
    plugin,
  }
}

/** Two plugins provide the same service. */
export function pluginServiceTwice(
  where: Where,
  service: string,
  [first, second]: readonly [string, string],
): Message {
  return {
    ...message(
      'error',
      'plugin-service-twice',
      where,
      `Plugins \`${first}\` and \`${second}\` both provide the service \`${service}\`.`,
      'Take one of them out of the configuration.',
    ),
    plugin: second,
  }
}

/** Plugins need services of each other, so that none can be the first. */
export function pluginCycle(where: Where, circle: readonly { plugin: string; service: string }[]): Message {
  const steps = circle.map(({ plugin, service }, at) => {
    const provider = circle[(at + 1) % circle.length]?.plugin
    return `\`${plugin}\` requires \`${service}\` of \`${provider}\``
  })
  return message(
    'error',
    'plugin-cycle',
    where,
    `Plugins wait for each other: ${steps.join(', ')}.`,
    'Let one of them do without, or give the tasks that both need to a plugin of their own.',
  )
}

/** The module that a plugin names as its `compute` is not there. */
export function functionsMissing(plugin: string, file: string): Message {
  return {
    ...message(
      'error',
      'plugin-compute-missing',
      {},
      `Plugin \`${plugin}\` has a \`compute\` whose module is not there: ${file}.`,
      "Give its path from the project's root, or `new URL('./count.js', import.meta.url)`.",
    ),
    plugin,
  }
}

/** The file that a plugin names as its script or style sheet is not there. */
export function clientMissing(plugin: string, file: string): Message {
  return {
    ...message(
      'error',
      'plugin-client-missing',
      {},
      `Plugin \`${plugin}\` has a \`client\` whose file is not there, or not in the project: ${file}.`,
      "Give its path from the project's root, or `new URL('./client.js', import.meta.url)`.",
    ),
    plugin,
  }
}
