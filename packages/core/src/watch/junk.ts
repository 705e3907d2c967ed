/** Names that editors give to files that nobody else is meant to see. */
import { isJunk } from '../pipeline/public-file.js'

/** Beside those of `public/`: what lives only while a file is being saved, so nothing of it is ever published. */
const passing = [
  /^4913$/, // vim asks whether it may write here
  /\.sw[a-z]$/, // vim
  /^~\$/, // Office
  /___jb_(?:tmp|old)___$/, // JetBrains
  /^\.goutputstream-/, // GLib
  /^sed[A-Za-z0-9]{6}$/, // sed -i
  /\.kate-swp$/,
  /\.sb-[0-9a-f]{8}-\w{6}$/, // macOS
  /\.tmp(?:[.-]?\d+)*$/i, // Windows, Sublime Text, programs that write atomically
]

/** Whether a file of this name is an editor's or a file manager's own. */
export function isEditorJunk(name: string): boolean {
  return isJunk(name) || passing.some((pattern) => pattern.test(name))
}
