/** Whether what a plugin gave is plain data. */
import { assertEncodable, CodecError } from '../engine/codec.js'
import type { Call } from '../hooks/attempt.js'
import { pluginValue } from '../messages/plugin.js'
import type { Result } from '../model.js'

/** What a plugin gave, if it can be kept; otherwise `instead`, and a message that names the field. */
export function keepable<T>(plugin: string, call: Call, given: Result<T>, instead: T): Result<T> {
  try {
    assertEncodable(given.value)
    return given
  } catch (error) {
    // A foreign object may throw when it is read.
    const { field, found } =
      error instanceof CodecError ? error : { field: '', found: "something that can't be read" }
    const message = pluginValue(plugin, call, field, found)
    return { value: instead, messages: [...given.messages, message] }
  }
}
