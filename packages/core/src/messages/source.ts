/** Messages about the bytes of a source. */
import { message, type Where } from '../messages.js'
import type { FolderItem, Message } from '../model.js'

/** The bytes are not UTF-8. `encoding` names the one they seem to be in; `offset` counts bytes from 0. */
export function sourceNotUtf8(where: Where, offset: number, encoding?: string): Message {
  const text =
    encoding === undefined
      ? `This file is not UTF-8: the byte at offset ${offset} begins no character.`
      : `This file is ${encoding}, not UTF-8.`
  return message('error', 'source-not-utf8', where, text, 'Save the file as UTF-8.')
}

/** The text holds NUL characters, which HTML can't. The place is that of the first one. */
export function sourceNul(where: Where, count: number): Message {
  const what = count === 1 ? 'a NUL character' : `${count} NUL characters`
  return message(
    'warning',
    'source-nul',
    where,
    `The text holds ${what}, shown as U+FFFD.`,
    'Remove it; often it comes from a broken paste or from a file saved as UTF-16.',
  )
}

/** @param root The folder that holds the content; `''` for that of the project. */
export function sourceMadePath(plugin: string, path: string, root: string): Message {
  const folder = root === '' ? '' : `${root}/`
  return {
    ...message(
      'error',
      'source-made-path',
      {},
      `Plugin \`${plugin}\` made a source with the path \`${path}\`, which can't be that of an entry.`,
      `Give a path such as \`${folder}posts/a.md\`: from the root of the project, without \`./\` and \`../\`, and without names that begin with \`_\` or \`.\`.`,
    ),
    plugin,
  }
}

/** @param other The plugin that made the first; without it, that is a file. */
export function sourceMadeTwice(plugin: string, path: string, other?: string): Message {
  const first =
    other === undefined
      ? 'but there is a file of that path'
      : `but ${other === plugin ? 'it' : `plugin \`${other}\``} has made one of that path before`
  return {
    ...message(
      'error',
      'source-made-twice',
      { path },
      `Plugin \`${plugin}\` made the source \`${path}\`, ${first}.`,
      'Give the source a path of its own.',
    ),
    plugin,
  }
}

/** Neither the built-in loader nor a plugin reads files of this kind. */
export function sourceFormat(where: Where): Message {
  return message(
    'warning',
    'source-format',
    where,
    'No loader reads files of this kind, so it is left out.',
    'Use .md, .markdown, .yaml, .yml or .json, or add a plugin with a `load` hook for it.',
  )
}

/** The file or folder is there but can't be read: no permission, for example. */
export function sourceUnreadable(path: string, reason: string, kind: 'file' | 'folder' = 'file'): Message {
  return message(
    'error',
    'source-unreadable',
    { path },
    `This ${kind} can't be read: ${reason}.`.replace(/\.+$/, '.'),
    'Check its permissions, or move it out of the content folder.',
  )
}

/** Has the name of a file, and is none that could be read: a link to nothing, a device, a name of other bytes. */
export function sourceNoFile(path: string, { target, misnamed }: Omit<FolderItem, 'name' | 'kind'>): Message {
  if (misnamed) {
    return {
      ...sourceUnreadable(
        path,
        'its name is not UTF-8; bytes that are none are shown as `\\x` and two digits',
      ),
      remedy: 'Rename it, or take it away.',
    }
  }
  const what =
    target === undefined
      ? 'it is no regular file'
      : `it is a link to ${target}, which leads nowhere, in a circle or to no file`
  return { ...sourceUnreadable(path, what), remedy: 'Put the file in its place, or take it away.' }
}

/** More than any text has; the file is not looked into. */
export function sourceTooLarge(path: string, bytes: number, most: number): Message {
  const text = `it has ${bytes} bytes, and a text has at most ${most}`
  return { ...sourceUnreadable(path, text), remedy: 'Split the file, or move it out of the content folder.' }
}
