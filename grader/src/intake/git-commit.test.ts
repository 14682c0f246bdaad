import { expect, test } from 'vitest'

import { gitCommit } from './git-commit.ts'

const commit = '6e593c7'.padEnd(40, 'a')

test('reads a commit that is checked out by itself', () => {
  expect(commitOf({ '.git/HEAD': `${commit}\n` })).toBe(commit)
})

test('reads the commit of a branch, packed or not', () => {
  const head = 'ref: refs/heads/feature/retry\n'
  expect(commitOf({ '.git/HEAD': head, '.git/refs/heads/feature/retry': commit })).toBe(commit)
  const packed = `# pack-refs\n${'0'.repeat(40)} refs/heads/main\n${commit} refs/heads/feature/retry\n`
  expect(commitOf({ '.git/HEAD': head, '.git/packed-refs': packed })).toBe(commit)
})

test('finds none where there is no repository, no commit yet, or another text', () => {
  expect(commitOf({})).toBeUndefined()
  expect(commitOf({ '.git/HEAD': 'ref: refs/heads/main' })).toBeUndefined()
  expect(commitOf({ '.git/HEAD': '::set-output name=commit::1' })).toBeUndefined()
})

test('reads nothing outside .git, whatever the branch is called', () => {
  const head = Buffer.from('ref: refs/heads/../../../secret')
  const read = (parts: readonly string[]) => {
    return parts.at(-1) === 'HEAD' ? head : Buffer.from(commit)
  }
  expect(gitCommit(read)).toBeUndefined()
})

function commitOf(files: Record<string, string>): string | undefined {
  return gitCommit((parts) => {
    const text = files[parts.join('/')]
    if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    return Buffer.from(text)
  })
}
