/** What single values of the configuration mean. */
import { nearest } from '../nearest.js'

/** What the value must be, completing "must be …", and a remedy if there is a better one than that. */
export type Problem = [requirement: string, remedy?: string]

const ADDRESS = 'a whole address, for example `https://example.org`'

/** The address of the site. */
export function problemOfUrl(value: string): Problem | undefined {
  if (!/^https?:\/\//i.test(value)) {
    const guess = `https://${value}`
    return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(value) ? [ADDRESS, `Write \`${guess}\`.`] : [ADDRESS]
  }
  if (!URL.canParse(value)) return [ADDRESS]
  const { username, password, search, hash } = new URL(value)
  if (username !== '' || password !== '') return ['an address without user name and password']
  return search === '' && hash === '' ? undefined : ['an address without `?` and `#`']
}

/** The path under which the site lives. */
export function problemOfBase(value: string): Problem | undefined {
  const requirement = 'a path, for example `/blog/`'
  if (/^[a-z][a-z\d+.-]*:/i.test(value))
    return [requirement, 'Write the whole address as `url`; its path becomes the base.']
  if (/[?#\\\s\p{Cc}]/u.test(value)) return [requirement, 'Leave out `?`, `#`, `\\` and spaces.']
  const isRelative = value.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part))
  return isRelative ? [requirement, 'Write the path from the root of the server.'] : undefined
}

/** `blog`, `/blog` and `/blog/` are the same base. Only for what has no problem. */
export function toBase(value: string): string {
  const parts = value.split('/').filter((part) => part !== '')
  return new URL(`http://x/${parts.map((part) => `${part}/`).join('')}`).pathname
}

/** A BCP 47 tag. */
export function problemOfLanguage(value: string): Problem | undefined {
  if (isLocale(value)) return undefined
  const guess = value.split('.')[0]?.replaceAll('_', '-') ?? ''
  const requirement = 'a language tag, for example `en` or `pt-BR`'
  return isLocale(guess) ? [requirement, `Write \`${guess}\`.`] : [requirement]
}

/** An IANA time zone. Offsets are refused: not every Node knows them. */
export function problemOfTimeZone(value: string): Problem | undefined {
  if (!/^[+-]/.test(value) && isTimeZone(value)) return undefined
  const guess = nearest(value, Intl.supportedValuesOf('timeZone'), 3)
  const requirement = 'the name of a time zone, for example `UTC` or `Europe/Berlin`'
  return guess === undefined ? [requirement] : [requirement, `Did you mean \`${guess}\`?`]
}

function isLocale(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1
  } catch {
    return false
  }
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}
