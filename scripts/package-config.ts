/** How a package of this workspace is compiled: the settings of tsup that all of them share. */
import { cpSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Options } from 'tsup'
import { buildIdOf } from './build-id.js'
import { collectLicenses } from './licenses.js'

/** What differs from package to package. */
export interface PackageOptions {
  /** Modules that others load, relative to the package: its doors, and what runs in threads. */
  entry: string[] | Record<string, string>
  /**
   * Packages that become part of the compiled files, with all that they import. Each file that Node looks up
   * and reads takes time at every start, and these have hundreds. Those stay outside that others must share
   * (preact, zod in types and configurations) or that bring machine code (esbuild, satteri).
   */
  bundled?: string[]
  /** Folders of `src` that are handed on as they are: what plugins bring for the browser is bundled site by site. */
  copied?: string[]
}

/** @param configUrl `import.meta.url` of the package's `tsup.config.ts`. */
export function packageConfig(
  configUrl: string,
  { entry, bundled = [], copied = [] }: PackageOptions,
): Options {
  const folder = fileURLToPath(new URL('.', configUrl))
  return {
    entry,
    format: 'esm',
    dts: true,
    target: 'node20.19',
    splitting: true,
    clean: true,
    silent: true,
    removeNodeProtocol: false,
    define: { __BUILD_ID__: JSON.stringify(buildIdOf(folder)) },
    noExternal: bundled.map((name) => new RegExp(`^${name}($|/)`)),
    onSuccess: async () => {
      for (const name of copied) cpSync(`${folder}src/${name}`, `${folder}dist/${name}`, { recursive: true })
    },
    esbuildPlugins: bundled.length === 0 ? [] : [nodeModulesByRequire, collectLicenses(folder)],
  }
}

/** In a module there is no `require`, by which CommonJS among the bundled asks for Node's own modules. */
const nodeModulesByRequire: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'node-modules-by-require',
  setup(build) {
    build.onResolve({ filter: /^[a-z]/ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'node-module' } : undefined,
    )
    build.onLoad({ filter: /./, namespace: 'node-module' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}
