/** What a plugin gives as its script for the browser, where that depends on the site. */
import type { ClientScript, ClientSite, ConfiguredPlugin } from '../hooks/hook.js'
import { pluginFailed, pluginValue } from '../messages/plugin.js'
import { reasonOf } from '../messages/reason.js'
import type { Result } from '../model.js'

/** Stands around the code of a plugin that runs now. */
export type AroundScript = <T>(plugin: ConfiguredPlugin, part: 'client.script', run: () => T) => T

/** @returns No value if there is no script, or none that could be made. */
export function toClientScript(
  plugin: ConfiguredPlugin,
  language: string,
  around: AroundScript,
): Result<ClientScript | undefined> {
  const { name, client, settings } = plugin
  const script = client?.script
  if (typeof script !== 'function') return { value: script, messages: [] }
  try {
    const site: ClientSite = { options: settings, language }
    const value = around(plugin, 'client.script', () => script.call(client, site))
    // Nobody waits for a promise: what it rejects with is not told either.
    if (value instanceof Promise) value.catch(() => {})
    if (isScript(value)) return { value, messages: [] }
    const said = pluginValue(name, { hook: 'client.script' }, '', 'what is no script', expected)
    return { value: undefined, messages: [said] }
  } catch (error) {
    return { value: undefined, messages: [pluginFailed(name, { hook: 'client.script' }, reasonOf(error))] }
  }
}

const expected =
  'the path of a file, a URL of one, or `{ text, from }` where `from` is such a URL, and no promise of it'

function isScript(value: unknown): value is ClientScript {
  if (value instanceof URL) return value.protocol === 'file:'
  if (typeof value === 'string') return value !== ''
  const { text, from } = (value ?? {}) as { text?: unknown; from?: unknown }
  return typeof text === 'string' && from instanceof URL && from.protocol === 'file:'
}
