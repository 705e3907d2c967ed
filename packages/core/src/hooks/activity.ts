/** What code of others is at, told while it runs: whoever waits for it in vain can then name it. */

/** A piece of work of code that is not core's. */
export interface Activity {
  /** Whose work it is. `configuration`: of whatever is loaded with it, plugins and layouts among it. */
  code: 'configuration' | 'layout' | 'plugin'
  /** Name of the plugin; path of the layout, relative to the root, or `@theme/post.tsx`. */
  name?: string
  /** The hook of the plugin, `client.when`, `client.script`, `tasks` for a task of its own; `props` or `component` of a layout. */
  hook?: string
  /** Path of the source, or address of the page, that it is about. */
  at?: string
}

/**
 * Told that a piece of work begins, and what a task is asked for if it is one. What it gives back is called once
 * that has ended, however it has.
 */
export type OnActivity = (activity: Activity, argument?: unknown) => () => void
