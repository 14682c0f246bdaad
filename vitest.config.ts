import { existsSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { WORKER_FLAGS } from './grader/src/workers/worker-flags.ts'
import { transpileCandidates } from './shared/testkit/src/vitest-plugin.ts'

export default defineConfig({
  plugins: [transpileCandidates(), candidateInPlaceOfStub()],
  test: {
    // The cache keeps where an import led, and CANDIDATE leads it elsewhere.
    fsModuleCache: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'grader',
          root: 'grader',
          include: ['{src,test}/**/*.test.ts'],
          exclude: ['src/new/template/**', 'test/course/**', 'test/zoo/**'],
          // Hostile submissions meet what they meet in a worker.
          execArgv: WORKER_FLAGS,
        },
      },
      'shared/*',
      {
        extends: true,
        test: {
          name: 'modules',
          fsModuleCache: false,
          include: ['modules/*/exercises/**/*.test.ts'],
          env: { TZ: 'Asia/Kolkata' },
          testTimeout: 60_000,
        },
      },
    ],
  },
})

/**
 * Authoring: hidden checks and visible tests see the reference solution where they import the stub.
 * `CANDIDATE` names another file of the exercise's folder.
 */
function candidateInPlaceOfStub() {
  return {
    name: 'candidate-in-place-of-stub',
    enforce: 'pre' as const,
    resolveId(source: string, importer: string | undefined) {
      const test = importer?.split('?')[0]
      if (!test?.endsWith('.test.ts') || !/^\.\.?\/[^/]+\.ts$/.test(source)) return undefined
      const isHidden = path.basename(path.dirname(test)) === 'grading'
      const folder = isHidden ? path.dirname(path.dirname(test)) : path.dirname(test)
      if (path.dirname(path.resolve(path.dirname(test), source)) !== folder) return undefined
      if (!existsSync(path.join(folder, 'grading'))) return undefined
      return path.join(folder, process.env['CANDIDATE'] ?? 'grading/solution.ts')
    },
  }
}
