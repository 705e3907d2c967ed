/** What plugins say of fields that they read. */
import type { EntryView, PluginMessage } from '@blog-build/core/plugin'
import { shortened } from './seen.js'

/** A field is of a kind that the plugin can't use, so it counts as absent. Points at the entry. */
export const fieldKind = (
  { path, data }: Pick<EntryView, 'path' | 'data'>,
  field: string,
  expected: string,
): PluginMessage => ({
  rule: 'field-kind',
  severity: 'warning',
  text: `Field \`${field}\` is ${kindOf(data[field])}, expected ${expected}; it counts as absent.`,
  remedy: `Write ${expected} there, or remove the field.`,
  path,
})

function kindOf(value: unknown): string {
  if (typeof value === 'string') return `text ${shortened(value)}`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : `${value}`
}
