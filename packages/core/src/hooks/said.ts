/** What a plugin says, as a message of ours: the fields that a message has, of bounded length. */
import type { Message, Place, Point } from '../model.js'
import type { PluginMessage } from './hook.js'

/** Characters of each text: enough for a long story, too few for a file. */
const most = { rule: 100, text: 1500, remedy: 1000, path: 500 }

/** @param path What it speaks of, where it does not say so itself. */
export function saidBy(plugin: string, said: PluginMessage, path = said.path): Message {
  const { rule, severity, text, remedy, place } = said
  return {
    rule: bounded(rule, most.rule),
    severity,
    text: bounded(text, most.text),
    ...(remedy === undefined ? {} : { remedy: bounded(remedy, most.remedy) }),
    ...(path === undefined ? {} : { path: bounded(path, most.path) }),
    ...(place === undefined ? {} : { place: placed(place) }),
    plugin,
  }
}

function bounded(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)} …` : text
}

function placed({ start, end }: Place): Place {
  return end === undefined ? { start: at(start) } : { start: at(start), end: at(end) }
}

const at = ({ line, column }: Point): Point => ({ line, column })
