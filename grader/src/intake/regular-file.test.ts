import {
  appendFileSync,
  closeSync,
  linkSync,
  lstatSync,
  openSync,
  readSync,
  truncateSync,
  utimesSync,
} from 'node:fs'

import { expect, test } from 'vitest'

import { testFolder } from './fixture/test-folder.ts'
import { kindFault, readRegularFile } from './regular-file.ts'

test('reads a file into memory', () => {
  expect(readWith(() => {})).toBe('claim')
})

test('refuses a file that grows while it is read', () => {
  expect(() => readWith((path) => appendFileSync(path, ' and more'))).toThrow('changed while')
})

test('refuses a file that shrinks while it is read', () => {
  expect(() => readWith((path) => truncateSync(path, 2))).toThrow('changed while')
})

test('refuses a file that is written over while it is read', () => {
  expect(() => readWith((path) => utimesSync(path, 1, 1))).toThrow('changed while')
})

test('refuses a file that gives fewer bytes than it has', () => {
  using folder = testFolder({ 'claim.ts': 'claim' })
  const descriptor = openSync(folder.at('claim.ts'), 'r')
  const read = (() => 0) as typeof readSync
  expect(() => readRegularFile(descriptor, 100, { read })).toThrow('changed while')
  closeSync(descriptor)
})

test('refuses a file larger than the limit without reading it', () => {
  expect(() => readWith(() => expect.unreachable(), 4)).toThrow('has 5 bytes, more than 4 bytes')
})

test('refuses a file that is not the one that was listed', () => {
  using folder = testFolder({ 'listed.ts': 'claim', 'opened.ts': 'claim' })
  const listed = lstatSync(folder.at('listed.ts'), { bigint: true })
  const descriptor = openSync(folder.at('opened.ts'), 'r')
  expect(() => readRegularFile(descriptor, 100, { listed })).toThrow('changed while')
  closeSync(descriptor)
})

test('refuses a hard link', () => {
  using folder = testFolder({ 'one.ts': 'claim' })
  linkSync(folder.at('one.ts'), folder.at('other.ts'))
  const descriptor = openSync(folder.at('other.ts'), 'r')
  expect(() => readRegularFile(descriptor, 100)).toThrow('is a hard link')
  closeSync(descriptor)
})

test('knows a device and a folder from a file', () => {
  using folder = testFolder()
  expect(kindFault(lstatSync('/dev/null', { bigint: true }))).toBe('is a device')
  expect(kindFault(lstatSync(folder.path, { bigint: true }))).toBe('is no regular file')
})

/** Reads a file of five bytes; `meanwhile` happens before the first of them is read. */
function readWith(meanwhile: (path: string) => void, maxBytes = 100): string {
  using folder = testFolder({ 'claim.ts': 'claim' })
  const descriptor = openSync(folder.at('claim.ts'), 'r')
  let isFirst = true
  const read = ((...args: Parameters<typeof readSync>) => {
    if (isFirst) meanwhile(folder.at('claim.ts'))
    isFirst = false
    return readSync(...args)
  }) as typeof readSync
  try {
    return readRegularFile(descriptor, maxBytes, { read }).toString()
  } finally {
    closeSync(descriptor)
  }
}
