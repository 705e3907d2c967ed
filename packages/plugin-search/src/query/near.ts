/** Words that look like one that stands nowhere. */
import type { Term } from '../terms/word.js'
import { editsBetween } from './edits.js'
import type { Index } from './index-reader.js'
import type { Likeness } from './matching.js'
import * as tuning from './tuning.js'

/** Edits from the word that was typed, and how it may be meant to be written: a stem is for no one to read. */
export type Near = Likeness & { edits: number; form: string }

/**
 * Terms with a form that is this word, or nearly. The first two letters must be right, or it would have to be looked for
 * everywhere; in numbers each digit counts.
 */
export async function termsNear(index: Index, { form: word }: Term): Promise<Near[]> {
  const letters = [...word]
  const most = [tuning.oneEdit, tuning.twoEdits].filter(
    (least) => letters.length >= least && !/\p{N}/u.test(word),
  ).length
  const beginning = letters.slice(0, 2).join('')
  const rest = letters.slice(2)
  const editsOf = (form: string) =>
    form.startsWith(beginning) ? editsBetween(rest, [...form.slice(beginning.length)], most) : most + 1
  const near = (await index.termsLike(word, (form) => editsOf(form) <= most)).map((term) => {
    const [form = ''] = [...term.forms].sort((a, b) => editsOf(a) - editsOf(b))
    const edits = editsOf(form)
    return { term, edits, form, weight: tuning.typo ** edits }
  })
  near.sort((a, b) => a.edits - b.edits)
  // The word itself, in a language that was not thought of, is not misspelt.
  const same = near.filter(({ edits }) => edits === 0)
  return same.length > 0 ? same : near.slice(0, tuning.mostTypos)
}
