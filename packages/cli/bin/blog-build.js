#!/usr/bin/env node
// For this workspace only: pnpm links a bin on install, before dist/ is built. The package ships dist/cli.js.
import '../dist/cli.js'
