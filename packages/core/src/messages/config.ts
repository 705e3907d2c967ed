/** Messages about the configuration, layouts, styles, and the code that the project brings along. */
import { message, type Where } from '../messages.js'
import type { Message, Severity } from '../model.js'

/** A configuration file was named, and there is none. */
export const configMissing = (where: Where): Message =>
  message(
    'error',
    'config-missing',
    where,
    `There is no configuration file \`${where.path}\`.`,
    'Check the path, or leave the option out to use `blog.config.ts` if there is one.',
  )

/** The configuration file has no default export. */
export const configNoDefault = (where: Where): Message =>
  message(
    'error',
    'config-no-default',
    where,
    'The configuration file has no default export.',
    'Write `export default defineConfig({ … })`.',
  )

/** Code that does not parse: the configuration or a file that it imports. */
export const configSyntax = (where: Where, problem: string, line: string): Message =>
  message(
    'error',
    'config-syntax',
    where,
    `${sentence(problem)}${quoted(line)}`,
    'Correct the code at this place.',
  )

/** The same in a layout or a file that it imports. */
export const layoutSyntax = (where: Where, problem: string, line: string): Message =>
  message(
    'error',
    'layout-syntax',
    where,
    `${sentence(problem)}${quoted(line)}`,
    'Correct the code at this place.',
  )

/** Code that parses but is suspicious, for example a key that stands twice. */
export const codeSuspicious = (where: Where, problem: string, line: string): Message =>
  message(
    'warning',
    'code-suspicious',
    where,
    `${sentence(problem)}${quoted(line)}`,
    'Correct the code, so that it says what you mean.',
  )

/** A package is imported that can't be found. */
export const importMissing = (where: Where, specifier: string): Message =>
  message(
    'error',
    'config-import-missing',
    where,
    `The package \`${specifier}\` can't be found.`,
    `Run \`npm install ${packageName(specifier)}\` in the project, or correct the name.`,
  )

/** A local file is imported that does not exist. */
export const importedFileMissing = (where: Where, specifier: string): Message =>
  message(
    'error',
    'config-import-missing',
    where,
    `The imported file \`${specifier}\` does not exist.`,
    'Correct the path; it is relative to the importing file.',
  )

/** `@theme/x` names a file that the theme does not have. */
export const themeFileMissing = (where: Where, specifier: string, suggestion: string | undefined): Message =>
  message(
    'error',
    'config-import-missing',
    where,
    `The theme has no file \`${specifier}\`.`,
    suggestion === undefined ? 'Name a layout or part of the theme.' : `Did you mean \`${suggestion}\`?`,
  )

/** The configuration, or code that it imports, threw while it was loaded. */
export const configThrew = (where: Where, reason: string): Message =>
  message(
    'error',
    'config-threw',
    where,
    `The configuration could not be loaded: ${sentence(reason)}`,
    'Correct the code that throws.',
  )

/** A layout threw while it was loaded. */
export const layoutThrew = (where: Where, layout: string, reason: string): Message =>
  message(
    'error',
    'layout-threw',
    where,
    `The layout \`${layout}\` could not be loaded: ${sentence(reason)}`,
    'Correct the code that throws.',
  )

/** A layout module without a component. */
export const layoutNoComponent = (where: Where, layout: string): Message =>
  message(
    'error',
    'layout-no-component',
    where,
    `The layout \`${layout}\` has no component: its default export is not a function.`,
    'Write `export default function Layout(props) { … }`.',
  )

/** A layout whose `props` is something else than a function. */
export const layoutBadProps = (where: Where, layout: string): Message =>
  message(
    'error',
    'layout-props',
    where,
    `The layout \`${layout}\` exports \`props\`, which is not a function.`,
    'Write `export async function props(context, page) { … }`, or leave the export out.',
  )

/** A layout of which there are two files, for example `post.tsx` and `post.jsx`. */
export const layoutTwice = (where: Where, other: string): Message =>
  message(
    'error',
    'layout-twice',
    where,
    `This layout exists twice: \`${other}\` has the same name.`,
    'Remove one of them.',
  )

/** CSS that does not parse, or that browsers will ignore. */
export const styleSyntax = (where: Where, severity: Severity, problem: string, line: string): Message =>
  message(
    severity,
    'style-syntax',
    where,
    `${sentence(problem)}${quoted(line)}`,
    'Correct the style sheet at this place.',
  )

/** A style sheet refers to a file that does not exist. */
export const styleFileMissing = (where: Where, reference: string): Message =>
  message(
    'error',
    'style-file-missing',
    where,
    `The file \`${reference}\` does not exist.`,
    'Correct the path; it is relative to the style sheet. Files of `public/` are named by `/…`.',
  )

/** A field that the configuration does not know. */
export const configUnknownKey = (where: Where, field: string, suggestion: string | undefined): Message =>
  message(
    'error',
    'config-unknown-key',
    where,
    `The configuration has no field \`${field}\`.`,
    suggestion === undefined ? 'Remove it.' : `Did you mean \`${suggestion}\`?`,
  )

/**
 * A field with a value that it can't have.
 *
 * @param requirement What it must be, as the rest of the sentence "`field` must be …".
 * @param found The value, in words.
 */
export const configField = (
  where: Where,
  field: string,
  requirement: string,
  found: string,
  remedy?: string,
): Message =>
  message(
    'error',
    'config-field',
    where,
    `\`${field}\` must be ${requirement}, not ${found}.`,
    remedy ?? `Correct \`${field}\`.`,
  )

/** The configuration as a whole is not an object. */
export const configNoObject = (where: Where, found: string): Message =>
  message(
    'error',
    'config-field',
    where,
    `The configuration must be an object, not ${found}.`,
    'Write `export default defineConfig({ … })`.',
  )

/** An output folder whose use would endanger the author's own files. */
export const configOut = (where: Where, out: string, reason: string): Message =>
  message(
    'error',
    'config-out',
    where,
    `\`${out}\` can't be the output folder: ${reason}.`,
    'Choose a folder that is only for output, for example `dist`.',
  )

/** A remark or rehype plugin is named that can't be found. */
export const markdownPluginMissing = (where: Where, specifier: string): Message =>
  message(
    'error',
    'markdown-plugin-missing',
    where,
    `The Markdown plugin \`${specifier}\` can't be found.`,
    specifier.startsWith('.')
      ? 'Correct the path; it is relative to the project.'
      : `Run \`npm install ${packageName(specifier)}\` in the project, or correct the name.`,
  )

/** A package that is named as a Markdown plugin exports no plugin. */
export const markdownPluginExport = (where: Where, specifier: string, own: string | undefined): Message =>
  message(
    'error',
    'markdown-plugin-export',
    where,
    own === undefined
      ? `\`${specifier}\` exports no Markdown plugin: neither a default export nor one of a matching name is a function or a preset.`
      : `\`${specifier}\` has no export \`${own}\` that is a function or a preset.`,
    own === undefined
      ? 'Import the plugin in the configuration file and give the function itself.'
      : 'Correct `export`, or leave it out.',
  )

/** Options of a Markdown plugin that is to run in threads can't be sent there. */
export const markdownModuleOptions = (where: Where, specifier: string, found: string, at: string): Message =>
  message(
    'error',
    'markdown-module-options',
    where,
    `The options of the module \`${specifier}\` hold ${found}${at === '' ? '' : ` at \`${at}\``}, which no thread can be given.`,
    'Give plain data, or import the plugin and give the function with these options.',
  )

/** A package that is named as a Markdown plugin throws when it is loaded. */
export const markdownPluginThrew = (where: Where, specifier: string, reason: string): Message =>
  message(
    'error',
    'markdown-plugin-threw',
    where,
    `The Markdown plugin \`${specifier}\` could not be loaded: ${sentence(reason)}`,
    'Update the package, or leave the plugin out.',
  )

/** A Markdown plugin throws when the processor is put together. */
export const markdownPluginRefused = (where: Where, reason: string): Message =>
  message(
    'error',
    'markdown-plugin-refused',
    where,
    `A Markdown plugin refuses its options: ${sentence(reason)}`,
    'Correct the options under `markdown.remark` or `markdown.rehype`.',
  )

/** The folder of the site is not there any more: nothing must be made in its place. */
export const rootGone = (): Message =>
  message(
    'error',
    'root-gone',
    {},
    'The folder of the site is gone.',
    'Move it back, or end this and start again where it lies now.',
  )

/** `@scope/name/sub` and `name/sub` without what follows the name. */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

function quoted(line: string): string {
  return line.trim() === '' ? '' : `\n  ${line.trim().slice(0, 200)}`
}
