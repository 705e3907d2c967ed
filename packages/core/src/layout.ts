/**
 * The door for layouts. A layout is a `.tsx` module with two functions: `props(context, page)`,
 * which asks the site and is recorded, and the component (default export), which is synchronous
 * and pure and never sees the context.
 *
 * ```tsx
 * import type { LayoutProps, PropsContext, Page } from '@blog-build/core/layout'
 *
 * export async function props(context: PropsContext, page: Page) {
 *   return { entry: await context.entry(page.entry!), content: await context.content(page.entry!) }
 * }
 *
 * export default function Post({ site, entry, content }: LayoutProps<typeof props>) { … }
 * ```
 */

export type { NavigationItem } from './hooks/config.js'
export type { Asset, PropsContext } from './hooks/context.js'
export type { EntryProps, LayoutModule, LayoutProps, StandardProps } from './hooks/layout.js'
export type { CollectionData } from './hooks/register.js'
export { type DefinedService, defineService, type Service } from './hooks/service.js'
export type {
  EntryView,
  HeadElement,
  Html,
  Meta,
  NamedTerm,
  Outline,
  Page,
  Query,
  Term,
  TocItem,
} from './model.js'
