import { transpile } from './transpile.ts'

/**
 * Has vitest read candidates as the box does: through the same transpiler, so that what the
 * visible tests accept, the box runs, and what it cannot run, they refuse with the same words.
 */
export function transpileCandidates() {
  return {
    name: 'workshop-transpile-candidates',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      const file = id.split('?')[0]!
      const isCandidate =
        /\/exercises\/[^/]+\//.test(file) && /(?<!\.test|\/exercise)\.m?ts$/.test(file)
      return isCandidate ? { code: transpile(code, file), map: null } : undefined
    },
  }
}
