import { readFileSync } from 'node:fs'
import { SDK_PACKAGES } from '@workshop/aws/sdk-packages'
import { importRefusal } from './import-refusal.ts'
import { transpile } from './transpile.ts'

/**
 * Has vitest read candidates as the box does: through the same transpiler and with the same
 * imports, so that what the visible tests accept, the box runs, and what it cannot run, they refuse
 * with the same words.
 */
export function transpileCandidates() {
  return {
    name: 'workshop-transpile-candidates',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      const file = candidateFile(id)
      return file === undefined ? undefined : { code: transpile(code, file), map: null }
    },
    resolveId(specifier: string, importer: string | undefined) {
      const file = candidateFile(importer)
      if (file === undefined || /^[./\0]/.test(specifier)) return undefined
      const refusal = importRefusal(specifier, taughtBeside(file))
      if (refusal !== undefined) throw new Error(refusal)
      return undefined
    },
  }
}

function candidateFile(id: string | undefined): string | undefined {
  const file = id?.split('?')[0] ?? ''
  const isCandidate =
    /\/exercises\/[^/]+\//.test(file) && /(?<!\.test|\/exercise)\.m?ts$/.test(file)
  return isCandidate ? file : undefined
}

/** The SDK packages that the section of an exercise's file depends on. */
function taughtBeside(file: string): string[] {
  const section = file.slice(0, file.lastIndexOf('/exercises/'))
  const manifest = JSON.parse(readFileSync(`${section}/package.json`, 'utf8')) as {
    dependencies?: Record<string, string>
  }
  return Object.keys(manifest.dependencies ?? {}).filter((name) =>
    Object.hasOwn(SDK_PACKAGES, name),
  )
}
