/** What a test itself asks a site, as a layout or another plugin would. */
import { decode, encode } from '../engine/codec.js'
import type { EmitContext } from '../hooks/context.js'
import type { LayoutDefinition } from '../hooks/definition.js'
import type { Plugin } from '../hooks/hook.js'
import type { Message } from '../model.js'

/** A question of a test. Its context may use any service that a plugin of the site provides. */
export type Question<Answer = unknown> = (context: EmitContext<LayoutDefinition>) => Answer | Promise<Answer>

const [name, rule] = ['the test', 'test-answer']

/** Characters of an answer in one message, which are of bounded length. */
const pieceLength = 1000

/** Digits of the number of a piece. */
const numberLength = 6

/**
 * A plugin that asks, beside those that are given. The answer comes as messages, since these are told of a site with
 * errors too, and compared with those of clean builds.
 */
export function asking(question: Question, beside: readonly Plugin[]): Plugin {
  return {
    name,
    requires: beside.flatMap(({ provides = [] }) => provides),
    check: async (context) => {
      const answer = await question(context as EmitContext<LayoutDefinition>)
      return piecesOf(encode(answer)).map((text) => ({ rule, severity: 'info', text }))
    },
  }
}

/** Each begins with its number, since messages are sorted by their texts. */
function piecesOf(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / pieceLength))
  return Array.from({ length: count }, (_, at) => {
    const piece = text.slice(at * pieceLength, (at + 1) * pieceLength)
    return `${String(at).padStart(numberLength, '0')}${piece}`
  })
}

/** The answer among the messages of a build, and the others. */
export function takeAnswer(messages: readonly Message[]): { answer: unknown; messages: Message[] } {
  const pieces = messages.filter((message) => message.rule === rule && message.plugin === name)
  const texts = pieces.map(({ text }) => text).sort()
  const whole = texts.map((text) => text.slice(numberLength)).join('')
  return {
    answer: pieces.length === 0 ? undefined : decode(whole),
    messages: messages.filter((message) => !pieces.includes(message)),
  }
}
