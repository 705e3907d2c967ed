/** Files that pages name: published under a name that carries their hash. */
import { posix } from 'node:path'
import { imageSize } from 'image-size'
import { hashOf } from '../engine/codec.js'
import { slugify } from './slug.js'

/** A published file. */
export interface PublishedAsset {
  /** Path in the output folder. */
  path: string
  /** Path of the file as the disk spells it, where that is not how it was asked for. */
  source?: string
  width?: number
  height?: number
}

/** `photos/My Cat.png` becomes `assets/my-cat.<hash>.png`; the folder is left out, the hash tells files apart. */
export function toAsset(path: string, bytes: Uint8Array): PublishedAsset {
  const letters = posix
    .extname(path)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  const extension = letters === '' ? '' : `.${letters}`
  const name = slugify(posix.basename(path, posix.extname(path)))
  const hash = hashOf(bytes).slice(0, 10).replaceAll('_', '-')
  return { path: `assets/${name}.${hash}${extension}`, ...sizeOf(bytes, extension) }
}

/**
 * Whether a file of the project may be named by content: it lies in the project, in no hidden folder
 * and no package, and is none of the files that make the site: no code and no Markdown, which may be a draft. Whoever asks for more copies the file.
 */
export function isPublishable(path: string): boolean {
  const segments = path.split('/')
  const isPlain = segments.every(
    (segment) => segment !== '' && !segment.startsWith('.') && segment !== 'node_modules',
  )
  return isPlain && !/^(?:layouts\/|blog\.config\.[^/]*$)|\.(?:md|markdown)$/i.test(path)
}

const images = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.svg', '.bmp', '.ico', '.tiff'])

/** Intrinsic size in CSS pixels, upright; nothing for what is no image or can't be read. */
function sizeOf(bytes: Uint8Array, extension: string): { width?: number; height?: number } {
  if (!images.has(extension)) return {}
  try {
    const { width, height, orientation } = imageSize(bytes)
    const turned = orientation !== undefined && orientation >= 5
    return turned
      ? { width: Math.round(height), height: Math.round(width) }
      : { width: Math.round(width), height: Math.round(height) }
  } catch {
    return {}
  }
}
