/** What a test itself asks a site, as a layout or another plugin would. */
import { decode, encode } from '../engine/codec.js'
import type { EmitContext } from '../hooks/context.js'
import type { LayoutDefinition } from '../hooks/definition.js'
import type { Plugin } from '../hooks/hook.js'
import type { Service } from '../hooks/service.js'
import type { Message } from '../model.js'

/** A question of a test. Its context may use any service that a plugin of the site provides. */
export type Question<Answer = unknown> = (context: EmitContext<LayoutDefinition>) => Answer | Promise<Answer>

/** Whoever asks the question of a test, in each build of a site. */
export interface Asker {
  /**
   * A plugin that asks, beside those that are given. The answer comes as messages, since these are told of a site with
   * errors too, and compared with those of clean builds.
   */
  plugin(beside: readonly Plugin[]): Plugin
  /** Throws what the question threw in the build that says these messages, such as a failed assertion of the test. */
  rethrow(messages: readonly Message[]): void
}

const [name, rule] = ['the test', 'test-answer']

/** Characters of an answer in one message, which are of bounded length. */
const pieceLength = 1000

/** Digits of the number of a piece. */
const numberLength = 6

/** Nothing was asked yet. */
export function createAsker(question: Question): Asker {
  /** Kept from build to build, as the message is that tells of it. */
  let last: { thrown: unknown } | undefined
  const answerTo = async (context: EmitContext<LayoutDefinition>) => {
    try {
      return encode(await question(context))
    } catch (thrown) {
      last = { thrown }
      throw thrown
    }
  }
  return {
    plugin(beside) {
      const requires = beside.flatMap(({ provides = [] }) => provides)
      return {
        name,
        requires,
        check: async (context) => {
          const text = await answerTo(asLayout(context as EmitContext<LayoutDefinition>, requires))
          return piecesOf(text).map((piece) => ({ rule, severity: 'info', text: piece }))
        },
      }
    },
    rethrow(messages) {
      const isFailed = messages.some((said) => said.rule === 'plugin-failed' && said.plugin === name)
      if (isFailed && last) throw last.thrown
    },
  }
}

/** A layout declares no needs, so it may ask for what nobody provides. */
function asLayout(
  context: EmitContext<LayoutDefinition>,
  provided: readonly Service[],
): EmitContext<LayoutDefinition> {
  const use = (wanted: Service) => {
    if (provided.some(({ service }) => service === wanted.service)) return context.use(wanted)
    if (wanted.isOptional) return undefined
    throw new Error(
      `No plugin of the test provides the service \`${wanted.service}\`. Add one that does to \`config.plugins\`.`,
    )
  }
  return { ...context, use: use as typeof context.use }
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
