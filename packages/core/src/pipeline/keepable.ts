/** Whether what a plugin gave is plain data. */
import { CodecError, encode } from '../engine/codec.js'
import { pluginValue } from '../messages/plugin.js'
import type { Result } from '../model.js'

/** What a plugin gave, if it can be kept; otherwise `instead`, and a message that names the field. */
export function keepable<T>(plugin: string, hook: string, given: Result<T>, instead: T): Result<T> {
  try {
    encode(given.value)
    return given
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    const message = pluginValue(plugin, hook, error.field, error.found)
    return { value: instead, messages: [...given.messages, message] }
  }
}
