/** The schema of a field that names another entry, for configurations. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import type { EntryId } from '../model.js'

/** A field that names another entry. Plain data, so that it can be kept, and marked, so that it can be found. */
export interface Reference {
  $reference: true
  collection: string
  id: EntryId
}

/**
 * A schema for a field that names an entry of another collection: `alice` and `authors/alice` both become
 * `{ collection: 'authors', id: 'authors/alice' }`. Whether that entry exists is checked once all are known.
 *
 * ```ts
 * schema: z.object({ authors: z.array(reference('authors')) })
 * ```
 */
export function reference(collection: string): z.ZodType<Reference, string> {
  return zod()
    .string()
    .trim()
    .min(1)
    .transform((text): Reference => {
      const id = text.startsWith(`${collection}/`) ? text : `${collection}/${text}`
      return { $reference: true, collection, id }
    })
}

/**
 * Zod takes longer to load than all the rest of core, and whoever imports core for another name does without.
 * The same copy as that of `import 'zod'`, where Node lets `require` have it.
 */
function zod(): typeof z {
  const canHaveModules = (process.features as { require_module?: boolean }).require_module === true
  const require = createRequire(import.meta.url)
  const module = require(canHaveModules ? fileURLToPath(import.meta.resolve('zod')) : 'zod')
  return (module as { z: typeof z }).z
}
