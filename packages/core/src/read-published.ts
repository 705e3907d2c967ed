/** The output folder as the last build left it, read without building and without running any of the project's code. */
import { outputFolder } from './delivery.js'
import { outputNotPublished } from './messages/output.js'
import type { Message } from './model.js'
import { type Manifest, readLatest } from './publish/manifest.js'
import { placesOf } from './publish/place.js'
import type { PublishedFile } from './publish/published.js'
import { createSiteWorld, noteOf, type SiteWorld } from './site-world.js'

/** A site that was published. */
export interface PublishedSite {
  /** Absolute path of the output folder. */
  folder: string
  /** The path under which the site lives, such as `/blog/`. */
  base: string
  /** All files of the folder that are ours, sorted by path. */
  files: PublishedFile[]
  /** Whether no build has published into the folder since; costs a look at two files. */
  isCurrent(): boolean
}

/** What to read. */
export interface ReadPublishedOptions {
  /** Absolute path of the project's folder. */
  root: string
  /** Output folder, relative to the root or absolute. @default that of the last build, else `dist` */
  out?: string
  /** @default that of the last build, else `/` */
  base?: string
}

/** Reads which files the last build published; a message instead, where none did. */
export function readPublished({ root, out, base }: ReadPublishedOptions): PublishedSite | Message {
  const world = createSiteWorld({ root })
  const note = noteOf(world.store)?.code
  const folder = outputFolder(world.options, out ?? note?.out ?? 'dist')
  const stamp = stampOf(world, folder)
  const manifest = manifestOf(world, folder)
  if (manifest === undefined || world.host.stat(folder)?.kind !== 'folder')
    return outputNotPublished(
      folder.startsWith(`${world.root}/`) ? folder.slice(world.root.length + 1) : folder,
    )
  return {
    folder,
    base: base ?? note?.base ?? '/',
    files: [...manifest.files.values()],
    isCurrent: () => stampOf(world, folder) === stamp,
  }
}

function manifestOf({ root, host }: SiteWorld, out: string): Manifest | undefined {
  return readLatest(host, placesOf({ root, out })).manifest
}

/** Changes whenever a build publishes. A manifest is written whole beside the old one, so that its time tells. */
function stampOf({ root, host }: SiteWorld, out: string): string {
  const { manifest, other } = placesOf({ root, out })
  return JSON.stringify([manifest, other].map((path) => host.stat(path) ?? null))
}
