import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { neededSources } from './needed-sources.ts'

test('follows imports within a package and across packages, and takes nothing else', async () => {
  await using root = await workspace({
    'shared/testkit/src/index.ts': `
      export { candidate } from './candidate.ts'
      import type { Exercise } from '@workshop/exercise'
      import { test } from 'vitest'`,
    'shared/testkit/src/candidate.ts': `
      /**
       *     const { claim } = candidate(() => import('./claim.ts'))
       */
      import { Gateway } from '@workshop/aws/gateway'`,
    'shared/testkit/src/candidate.test.ts': `import { candidate } from './candidate.ts'`,
    'shared/aws/src/gateway.ts': `const s3 = async () => (await import('./s3/service.ts')).s3`,
    'shared/aws/src/s3/service.ts': `import {
        type Target,
      } from '../target.ts'`,
    'shared/aws/src/target.ts': `import './gateway.ts'`,
    'shared/aws/src/localstack-target.ts': '',
    'shared/exercise/src/exercise.ts': '',
  })
  expect(await neededSources(root.path, ['shared/testkit/src/index.ts'])).toEqual([
    'shared/aws/src/gateway.ts',
    'shared/aws/src/s3/service.ts',
    'shared/aws/src/target.ts',
    'shared/exercise/src/exercise.ts',
    'shared/testkit/src/candidate.ts',
    'shared/testkit/src/index.ts',
  ])
})

async function workspace(files: Record<string, string>) {
  const root = await mkdtempDisposable(path.join(tmpdir(), 'needed-sources-'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root.path, file)), { recursive: true })
    await writeFile(path.join(root.path, file), text)
  }
  return root
}
