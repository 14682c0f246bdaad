import { expect, test } from 'vitest'
import { libraryPaths } from './shared-libraries.ts'

test('the libraries of a program are the files that ldd names, each once', () => {
  const listing = [
    '\tlinux-vdso.so.1 (0x00007f8465607000)',
    '\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f84655f1000)',
    '\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f8465511000)',
    '\tlibdl.so.2 => /lib/x86_64-linux-gnu/libdl.so.2 (0x00007f84655f1000)',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f8465609000)',
    '\tlibnothing.so => not found',
  ].join('\n')
  expect(libraryPaths(listing)).toEqual([
    '/lib/x86_64-linux-gnu/libdl.so.2',
    '/lib/x86_64-linux-gnu/libm.so.6',
    '/lib64/ld-linux-x86-64.so.2',
  ])
})

test('a program that is not dynamic has no libraries', () => {
  expect(libraryPaths('\tnot a dynamic executable\n')).toEqual([])
})
