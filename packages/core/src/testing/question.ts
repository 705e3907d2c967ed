/** What a test itself asks a site, as a layout or another plugin would. */
import { decode, encode } from '../engine/codec.js'
import type { EmitContext } from '../hooks/context.js'
import type { LayoutDefinition } from '../hooks/definition.js'
import type { Plugin } from '../hooks/hook.js'
import type { Message } from '../model.js'

/** A question of a test. Its context may use any service that a plugin of the site provides. */
export type Question<Answer = unknown> = (context: EmitContext<LayoutDefinition>) => Answer | Promise<Answer>

const [name, rule] = ['the test', 'test-answer']

/**
 * A plugin that asks, beside those that are given. The answer is a message, since these are told of a site with errors
 * too, and compared with those of clean builds.
 */
export function asking(question: Question, beside: readonly Plugin[]): Plugin {
  return {
    name,
    requires: beside.flatMap(({ provides = [] }) => provides),
    check: async (context) => {
      const answer = await question(context as EmitContext<LayoutDefinition>)
      return [{ rule, severity: 'info', text: encode(answer) }]
    },
  }
}

/** The answer among the messages of a build, and the others. */
export function takeAnswer(messages: readonly Message[]): { answer: unknown; messages: Message[] } {
  const told = messages.find((message) => message.rule === rule && message.plugin === name)
  return { answer: told && decode(told.text), messages: messages.filter((message) => message !== told) }
}
