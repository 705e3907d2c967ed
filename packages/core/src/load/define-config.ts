/** Apart from the checks of a configuration, so that a `blog.config.ts` that imports it loads none of them. */
import type { UserConfig } from '../hooks/config.js'

/** Gives a configuration its types, those of its collections included; returns it unchanged. */
export function defineConfig<const C extends UserConfig>(config: C): C {
  return config
}
