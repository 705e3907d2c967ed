#!/usr/bin/env node
// Imports nothing at the top and uses no new syntax: an old Node must get as far as the sentence below.
const needed: [major: number, minor: number] = [20, 19]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `blog-build needs Node.js ${needed.join('.')} or newer, and this is Node.js ${process.versions.node}.\n` +
      'Install a newer one, for example the LTS release from https://nodejs.org, and run the command again.\n',
  )
  process.exitCode = 2
} else {
  import('./program.js').then(({ main }) => main(process.argv.slice(2)))
}

export {}
