/** What may stand after an option of the command line. Each throws what commander tells the user. */
import { InvalidArgumentError } from 'commander'
import { parseInstant } from './as-of.js'

/** An empty value is nearly always a variable of the shell that is not set. */
export function text(name: string): (value: string) => string {
  return (value) => {
    if (value.trim() === '') throw new InvalidArgumentError(`${name} is empty.`)
    return value
  }
}

export function instant(value: string): string {
  const parsed = parseInstant(value)
  if (parsed !== undefined) return parsed
  throw new InvalidArgumentError('Write a day, 2024-01-31, or an instant with its zone, 2024-01-31T10:00Z.')
}

export function threads(value: string): number {
  if (/^[0-8]$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Write a number from 0 to 8.')
}

export function port(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new InvalidArgumentError('Write a number from 0 to 65535; 0 takes any port that is free.')
}

export function seconds(value: string): number {
  if (/^\d{1,5}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Write whole seconds, such as 60.')
}

/** How long code may be at one thing where nobody says otherwise, in seconds. */
export const usualTimeout = 30

/** How many hits are shown at most. */
export function hits(value: string): number {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Write a number from 1 to 9999.')
}

/** A difference between numbers from 0 to 1. */
export function tolerance(value: string): number {
  if (/^(?:0|1|0?\.\d+|[01]\.0*|0\.\d+)$/.test(value)) return Number(value)
  throw new InvalidArgumentError('Write a number from 0 to 1, such as 0.02.')
}

/** `field=value`, added to those before it. The value may hold `=`. */
export function filter(value: string, before: [string, string][] = []): [string, string][] {
  const [, field = '', wanted = ''] = /^([^=]+)=(.+)$/s.exec(value) ?? []
  if (field !== '') return [...before, [field, wanted]]
  throw new InvalidArgumentError('Write a field and a value, such as tags=erlang.')
}
