/** What is said of links, anchors and assets. */
import { message, type Where } from '../messages.js'
import type { Message } from '../model.js'

/** A link to a source that is not there. */
export function linkMissing(where: Where, href: string, target: string, near: string | undefined): Message {
  const remedy =
    near === undefined
      ? `There is no source at ${target}.`
      : `There is no source at ${target}. Did you mean ${near}?`
  return message('error', 'link-missing', where, `The link \`${href}\` leads nowhere.`, remedy)
}

/** A link to a source that is a draft, not yet due, expired or without a page. */
export function linkUnpublished(where: Where, href: string, target: string): Message {
  return message(
    'error',
    'link-unpublished',
    where,
    `The link \`${href}\` leads to ${target}, which is not published.`,
    'Publish the target, or take the link out until it is.',
  )
}

/** A link to an address of this site that nothing answers. */
export function addressMissing(where: Where, href: string, near: string | undefined): Message {
  return message(
    'error',
    'address-missing',
    where,
    `The address \`${href}\` is not part of this site.`,
    near === undefined
      ? 'Link to the source file instead (`./other.md`): such links follow when addresses change.'
      : `Did you mean \`${near}\`?`,
  )
}

/** A link to an id that its target does not have. */
export function anchorMissing(where: Where, href: string, hash: string, near: string | undefined): Message {
  return message(
    'error',
    'anchor-missing',
    where,
    `The link \`${href}\` asks for \`#${hash}\`, but its target has no such heading or id.`,
    near === undefined ? 'Take the id from the heading that you mean.' : `Did you mean \`#${near}\`?`,
  )
}

/** An image or file that is not there. */
export function assetMissing(where: Where, href: string, target: string): Message {
  return message(
    'error',
    'asset-missing',
    where,
    `The file \`${href}\` does not exist.`,
    `Put it at ${target}, or mend the path; it counts from the folder of this file.`,
  )
}

/** Content names a file that is not for readers. */
export function assetPrivate(where: Where, href: string): Message {
  return message(
    'error',
    'asset-private',
    where,
    `The file \`${href}\` is not published: it lies in a hidden folder, in a package, or belongs to the site's code.`,
    'Copy what readers should see to a folder of the content.',
  )
}

/** A link in the source tree that leads out of the project. */
export function sourceOutside(path: string, target: string | undefined): Message {
  return message(
    'error',
    'source-outside',
    { path },
    `This is a symbolic link out of the project${target === undefined ? '' : `, to ${target}`}.`,
    'Copy the file into the project, or take the link away.',
  )
}
