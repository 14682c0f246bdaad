// Long, as every way of lying in a folder is tried twice: as this machine opens folders, and without /proc.

import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'

import { describe, expect, test } from 'vitest'

import { testFolder } from './fixture/test-folder.ts'
import { folderTree } from './folder-tree.ts'
import { defaultLimits } from './limits.ts'
import type { Tree } from './tree.ts'

// What opening a link without following it says, and what we say.
const notFollowed = /ELOOP|ENOTDIR|is a symbolic link/

// As this machine has it, and as one without /proc would.
describe.each([{ procfs: undefined }, { procfs: false }])(
  'folderTree (procfs: $procfs)',
  ({ procfs }) => {
    test('lists code and reads it', async () => {
      using folder = testFolder({ 'lib/key.ts': 'export {}', 'notes.md': '', 'README.ts.png': '' })
      const tree = list(folder.path)
      expect(tree.files.map(({ path }) => path)).toEqual(['lib/key.ts'])
      expect(tree.refusals).toEqual([])
      expect(String(await tree.files[0]!.read())).toBe('export {}')
      tree.close()
    })

    test('passes over hidden and installed folders, even as links', () => {
      using folder = testFolder({
        '.git/hooks/a.ts': '',
        'node_modules/b/b.ts': '',
        'grading/c.ts': '',
      })
      mkdirSync(folder.at('lib'))
      symlinkSync('/', folder.at('lib/node_modules'))
      expect(listed(folder.path)).toEqual({ files: [], refusals: {} })
    })

    test('refuses a link to a file, inside or outside', () => {
      using folder = testFolder({ 'key.ts': '' })
      symlinkSync('key.ts', folder.at('inside.ts'))
      symlinkSync('/etc/passwd', folder.at('outside.ts'))
      expect(listed(folder.path)).toEqual({
        files: ['key.ts'],
        refusals: { 'inside.ts': 'is a symbolic link', 'outside.ts': 'is a symbolic link' },
      })
    })

    test('refuses a link to a folder, and one that leads nowhere', () => {
      using folder = testFolder({ 'lib/key.ts': '' })
      symlinkSync('lib', folder.at('modules'))
      symlinkSync('missing', folder.at('shared'))
      expect(listed(folder.path)).toEqual({
        files: ['lib/key.ts'],
        refusals: { modules: 'is a symbolic link', shared: 'is a symbolic link' },
      })
    })

    test('refuses a link in the place of the submission', () => {
      using folder = testFolder({ 'ada/key.ts': '' })
      symlinkSync('ada', folder.at('grace'))
      expect(() => list(folder.at('grace'))).toThrow(notFollowed)
    })

    test('refuses a hard link', () => {
      using folder = testFolder({ 'secret.txt': 'a neighbour’s', 'key.ts': '' })
      linkSync(folder.at('secret.txt'), folder.at('copy.ts'))
      expect(listed(folder.path)).toEqual({
        files: ['key.ts'],
        refusals: { 'copy.ts': 'is a hard link' },
      })
    })

    test('refuses a FIFO without waiting for its writer', () => {
      using folder = testFolder()
      execFileSync('mkfifo', [folder.at('pipe.ts')])
      expect(listed(folder.path)).toEqual({ files: [], refusals: { 'pipe.ts': 'is a FIFO' } })
    })

    test('refuses a file that becomes a FIFO after it was listed', async () => {
      using folder = testFolder({ 'key.ts': '' })
      const tree = list(folder.path)
      unlinkSync(folder.at('key.ts'))
      execFileSync('mkfifo', [folder.at('key.ts')])
      await expect(tree.files[0]!.read()).rejects.toThrow('is a FIFO')
      tree.close()
    })

    test('refuses a socket', async () => {
      using folder = testFolder()
      const server = createServer().listen(folder.at('socket.ts'))
      await once(server, 'listening')
      expect(listed(folder.path)).toEqual({ files: [], refusals: { 'socket.ts': 'is a socket' } })
      server.close()
    })

    test('refuses a file that becomes a link after it was listed', async () => {
      using folder = testFolder({ 'key.ts': 'mine', 'other.txt': 'mine' })
      const tree = list(folder.path)
      unlinkSync(folder.at('key.ts'))
      symlinkSync('other.txt', folder.at('key.ts'))
      await expect(tree.files[0]!.read()).rejects.toThrow(notFollowed)
      tree.close()
    })

    test('refuses what lies behind a folder that becomes a link after it was listed', async () => {
      using folder = testFolder({ 'lib/key.ts': 'mine', 'elsewhere/key.ts': 'mine' })
      const tree = list(folder.path)
      renameSync(folder.at('lib'), folder.at('moved'))
      symlinkSync('moved', folder.at('lib'))
      const read = tree.files.find(({ path }) => path === 'lib/key.ts')!.read()
      await expect(read).rejects.toThrow(notFollowed)
      tree.close()
    })

    test('refuses another file of the same name than was listed', async () => {
      using folder = testFolder({ 'key.ts': 'mine', 'next.txt': 'mine' })
      const tree = list(folder.path)
      renameSync(folder.at('next.txt'), folder.at('key.ts'))
      await expect(tree.files[0]!.read()).rejects.toThrow('changed while it was being read')
      tree.close()
    })

    test('refuses a file that is too large', async () => {
      using folder = testFolder({ 'large.ts': ' '.repeat(600 * 1024) })
      const tree = list(folder.path)
      await expect(tree.files[0]!.read()).rejects.toThrow('has 600 KiB, more than 512 KiB')
      tree.close()
    })

    test('refuses odd names of files and folders', () => {
      using folder = testFolder({
        'con.ts': '',
        'lib\\key.ts': '',
        'a\u202Eb/key.ts': '',
        'x.ts.': '',
      })
      writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/gr\xf6sse.ts`, 'latin1')]), '')
      const { files, refusals } = listed(folder.path)
      expect(files).toEqual([])
      expect(refusals).toEqual({
        'a\u202Eb': 'has a name with control or invisible characters',
        'con.ts': 'has a name that Windows reserves',
        'gr\uFFFDsse.ts': 'has a name that is not UTF-8',
        'lib\\key.ts': 'has a name with a backslash',
        'x.ts.': 'has a name that ends in a dot or a space',
      })
    })

    test('refuses an archive in the submission, unopened', () => {
      using folder = testFolder({ 'old.zip': 'PK' })
      expect(listed(folder.path).refusals['old.zip']).toContain('hand in the files themselves')
    })

    test('refuses a folder that lies too deep', () => {
      using folder = testFolder({
        [`${'d/'.repeat(12)}in.ts`]: '',
        [`${'d/'.repeat(13)}out.ts`]: '',
      })
      expect(listed(folder.path)).toEqual({
        files: [`${'d/'.repeat(12)}in.ts`],
        refusals: { [`${'d/'.repeat(12)}d`]: 'lies more than 12 folders deep' },
      })
    })

    test('refuses a crowded folder, and reads the others', () => {
      using folder = testFolder({
        'crowd/1.txt': '',
        'crowd/2.txt': '',
        'crowd/3.txt': '',
        'key.ts': '',
      })
      expect(listed(folder.path, { folderEntries: 2 })).toEqual({
        files: ['key.ts'],
        refusals: { crowd: 'holds more than 2 files and folders' },
      })
    })

    test('refuses a submission with too many names in all', () => {
      using folder = testFolder({ 'a/1.ts': '', 'b/2.ts': '', 'c/3.ts': '' })
      expect(() => list(folder.path, { entries: 5 })).toThrow('holds more than 5 files and folders')
      expect(listed(folder.path, { entries: 6 }).files).toHaveLength(3)
    })

    test('finds the commit that .git names, and follows no link there', () => {
      const commit = 'c0ffee'.padEnd(40, '0')
      using loose = testFolder({
        '.git/HEAD': 'ref: refs/heads/main\n',
        '.git/refs/heads/main': commit,
      })
      expect(list(loose.path).commit).toBe(commit)
      using linked = testFolder({ '.git/HEAD': 'ref: refs/heads/main\n', 'commit.txt': commit })
      mkdirSync(linked.at('.git/refs/heads'), { recursive: true })
      symlinkSync('../../../commit.txt', linked.at('.git/refs/heads/main'))
      expect(list(linked.path).commit).toBeUndefined()
    })

    function list(path: string, limits = {}): Tree {
      return folderTree(path, { ...defaultLimits, ...limits }, procfs)
    }

    function listed(
      path: string,
      limits = {},
    ): { files: string[]; refusals: Record<string, string> } {
      const tree = list(path, limits)
      tree.close()
      return {
        files: tree.files.map((file) => file.path),
        refusals: Object.fromEntries(tree.refusals.map((one) => [one.path, one.reason])),
      }
    }
  },
)
