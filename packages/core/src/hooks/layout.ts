/** What layouts are, and what they get. */
import type { ComponentType } from 'preact'
import type { EntryView, HeadElement, Html, Page, TocItem } from '../model.js'
import type { NavigationItem } from './config.js'
import type { PropsContext } from './context.js'

/** What every layout gets, beside its own props. */
export interface StandardProps {
  site: {
    title: string
    description: string
    language: string
    author?: string
    /** Address of the home page, with the base path. */
    home: string
    /** With the base path in each `href`. */
    navigation: NavigationItem[]
  }
  page: {
    permalink: string
    /** The permalink with the base path. */
    url: string
    layout: string
    title?: string
    description?: string
    params: Record<string, unknown>
  }
  /** What the plugins put into the head of this page. */
  head: HeadElement[]
  /** Addresses of the style sheets, in order: those of plugins that the page asks for, then the site's. */
  styles: string[]
  /** Addresses of the scripts of plugins that the page asks for: ES modules. */
  scripts: string[]
}

/** What a layout without `props` gets: the entry of its page. */
export interface EntryProps {
  entry: EntryView
  content: Html
  toc: TocItem[]
  /** Minutes to read, at least 1. */
  minutes: number
  previous?: EntryView
  next?: EntryView
}

/** A layout module. */
export interface LayoutModule {
  default: ComponentType<never>
  props?: (context: PropsContext, page: Page) => Promise<Record<string, unknown>>
}

/** Props of a component, from its `props` function: `LayoutProps<typeof props>`. */
export type LayoutProps<P extends (...parameters: never[]) => unknown> = StandardProps &
  Awaited<ReturnType<P>>
