/** Structured data for search engines, as the text of a `<script type="application/ld+json">`. */

/** A value of JSON; fields that are `undefined` are left out. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [key: string]: Json }

/**
 * JSON that is the same value when parsed, and that holds nothing by which it could end the script, start
 * a comment in it, or end a line in old parsers.
 */
export function toScriptText(value: Json): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
