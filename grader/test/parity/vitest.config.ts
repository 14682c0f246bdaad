import { defineConfig } from 'vitest/config'
import { transpileCandidates } from '../../../shared/testkit/src/vitest-plugin.ts'

// For candidates that already lie in the stub's place: see vitest-verdicts.ts.
export default defineConfig({
  plugins: [transpileCandidates()],
  test: {
    include: ['modules/**/grading/checks.test.ts'],
    env: { TZ: 'Asia/Kolkata' },
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
  },
})
