/** What code of others threw, in words: bounded, and whatever it is. */

/** Characters of what was thrown, and of each of its causes. */
const most = { own: 500, cause: 200 }
const mostCauses = 3

/**
 * The message of what was thrown, or its text, at most 500 characters, then up to three causes of 200 each. A foreign
 * object may throw when it is read: that says no more than that it has no text.
 */
export function reasonOf(thrown: unknown): string {
  const parts = [textOf(thrown, most.own)]
  for (let one = causeOf(thrown); one !== undefined && parts.length <= mostCauses; one = causeOf(one)) {
    parts.push(textOf(one, most.cause))
  }
  return parts.join(', caused by: ')
}

/** Plain data as JSON of at most 80 characters. */
export function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${copied(text.slice(0, 80))} …` : text
}

function textOf(thrown: unknown, length: number): string {
  try {
    const text = isError(thrown) ? String(thrown.message || thrown.name) : String(thrown)
    return text.length > length ? `${copied(text.slice(0, length))} …` : text
  } catch {
    return 'something that has no text'
  }
}

function causeOf(thrown: unknown): unknown {
  try {
    return isError(thrown) ? (thrown.cause ?? undefined) : undefined
  } catch {
    return undefined
  }
}

function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error
}

/** A slice holds on to all that it was cut from. */
function copied(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
