import { expect, test } from 'vitest'
import { keysBelow, reduceLockFile } from './lock-file.ts'

const LOCK = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true

catalogs:
  default:
    '@aws-sdk/client-s3':
      specifier: 3.1.0
      version: 3.1.0
    turbo:
      specifier: 2.0.0
      version: 2.0.0

importers:

  .:
    devDependencies:
      turbo:
        specifier: 'catalog:'
        version: 2.0.0
      vitest:
        specifier: 'catalog:'
        version: 5.1.1(vite@8.0.0)

  grader:
    dependencies:
      yauzl:
        specifier: 'catalog:'
        version: 3.4.0

  modules/3.6-s3:
    dependencies:
      '@aws-sdk/client-s3':
        specifier: 'catalog:'
        version: 3.1.0
    devDependencies:
      '@workshop/testkit':
        specifier: workspace:*
        version: link:../../shared/testkit

  shared/empty: {}

packages:

  '@aws-sdk/client-s3@3.1.0':
    resolution: {integrity: sha512-s3}

  string-width@4.2.3:
    resolution: {integrity: sha512-width}

  turbo@2.0.0:
    resolution: {integrity: sha512-turbo}

  vite@8.0.0:
    resolution: {integrity: sha512-vite}

  vitest@5.1.1:
    resolution: {integrity: sha512-vitest}
    peerDependencies:
      vite: '>=6'

  yauzl@3.4.0:
    resolution: {integrity: sha512-yauzl}

snapshots:

  '@aws-sdk/client-s3@3.1.0':
    dependencies:
      string-width-cjs: string-width@4.2.3

  string-width@4.2.3: {}

  turbo@2.0.0: {}

  vite@8.0.0:
    optionalDependencies:
      vitest: 5.1.1(vite@8.0.0)

  vitest@5.1.1(vite@8.0.0):
    dependencies:
      vite: 8.0.0

  yauzl@3.4.0: {}
`

const STUDENTS = new Map([
  ['.', ['vitest']],
  ['modules/3.6-s3', ['@aws-sdk/client-s3', '@workshop/testkit']],
])

test('keeps the folders and dependencies named, and what those need', () => {
  const reduced = reduceLockFile(LOCK, STUDENTS)
  expect(keysBelow(reduced, 'importers')).toEqual(['.', 'modules/3.6-s3'])
  const needed = ['@aws-sdk/client-s3@3.1.0', 'string-width@4.2.3', 'vite@8.0.0', 'vitest@5.1.1']
  expect(keysBelow(reduced, 'packages')).toEqual(needed)
  expect(keysBelow(reduced, 'snapshots')).toEqual([
    ...needed.slice(0, 3),
    'vitest@5.1.1(vite@8.0.0)',
  ])
  expect(reduced).not.toMatch(/turbo|yauzl|grader/)
})

test('leaves a file that is needed whole as it is', () => {
  const everything = new Map([
    ['.', ['turbo', 'vitest']],
    ['grader', ['yauzl']],
    ['modules/3.6-s3', ['@aws-sdk/client-s3', '@workshop/testkit']],
    ['shared/empty', []],
  ])
  expect(reduceLockFile(LOCK, everything)).toBe(LOCK)
})

test('reduces what is reduced already to the same', () => {
  const once = reduceLockFile(LOCK, STUDENTS)
  expect(reduceLockFile(once, STUDENTS)).toBe(once)
})

test('refuses a folder that is not locked', () => {
  expect(() => reduceLockFile(LOCK, new Map([['modules/3.7-glacier', []]]))).toThrow(
    'pnpm-lock.yaml has no folder "modules/3.7-glacier"',
  )
})

test('refuses a dependency that is not locked', () => {
  expect(() => reduceLockFile(LOCK, new Map([['grader', ['ajv']]]))).toThrow(
    'pnpm-lock.yaml has no "ajv" for "grader"',
  )
})
