// Long, as it is the table of what students hand in: every layout and every refusal, end to end.

import { chmodSync, symlinkSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { describe, expect, test } from 'vitest'

import { tarBytes } from './fixture/tar-bytes.ts'
import { claimUsername, course, queryByGuid } from './fixture/test-course.ts'
import { testFolder } from './fixture/test-folder.ts'
import { zipBytes } from './fixture/zip-bytes.ts'
import { readSubmission } from './read-submission.ts'
import type { Intake } from './read-submission.ts'

describe('layouts', () => {
  test('reads the handout’s tree', async () => {
    const intake = await read({
      [claimUsername]: 'claim',
      [queryByGuid]: 'query',
      'package.json': '{}',
      'shared/testkit/index.ts': '',
    })
    expect(texts(intake)).toEqual({ '3.6.1': 'claim', '3.9.1': 'query' })
    expect(intake).toMatchObject({ notices: [], refused: new Map() })
  })

  test('reads the tree inside one more folder, whatever else is refused beside it', async () => {
    const tree = { [`workshop-main/${claimUsername}`]: 'claim', 'workshop-main/turbo.json': '{}' }
    expect(texts(await read({ ...tree, 'notes.md': '' }))).toEqual({ '3.6.1': 'claim' })
    const archive = await readZip(['../out.ts', '/abs/out.ts', `workshop-main/${claimUsername}`])
    expect([...archive.candidates.keys()]).toEqual(['3.6.1'])
  })

  test.each([
    ['3.6-s3/exercises/1-claim-username/claim-username.ts'],
    ['exercises/1-claim-username/claim-username.ts'],
    ['1-claim-username/claim-username.ts'],
    ['claim-username.ts'],
    ['ada/claim-username.ts'],
    ['ada/exercises/1-claim-username/claim-username.ts'],
  ])('reads %s', async (path) => {
    expect(texts(await read({ [path]: 'claim' }))).toEqual({ '3.6.1': 'claim' })
  })

  test('reads an exercise’s folder by itself, by the folder’s name', async () => {
    using folder = testFolder({ '1-measure-latency/measure.ts': 'latency' })
    const intake = await readSubmission(folder.at('1-measure-latency'), course)
    expect(texts(intake)).toEqual({ '3.2.1': 'latency' })
  })

  test('reads a lone file', async () => {
    using folder = testFolder({ 'query-by-guid.ts': 'query' })
    const intake = await readSubmission(folder.at('query-by-guid.ts'), course)
    expect(texts(intake)).toEqual({ '3.9.1': 'query' })
    expect(intake.name).toBe('query-by-guid.ts')
  })

  test('reads loose files, each by its name', async () => {
    const intake = await read({ 'query-by-guid.ts': 'query', 'copy-report.ts': 'copy' })
    expect(texts(intake)).toEqual({ '3.6.2': 'copy', '3.9.1': 'query' })
  })

  test('says which exercises a loose file could be of, and grades none', async () => {
    const intake = await read({ 'measure.ts': 'which?' })
    expect(intake.candidates.size).toBe(0)
    expect(intake.notices[0]).toContain('"measure.ts" could be the file of 3.1.1 or 3.2.1')
  })

  test('says where a file belongs that lies elsewhere', async () => {
    const intake = await read({ 'src/query-by-guid.ts': 'query', 'old/copy.ts': '' })
    expect(intake.candidates.size).toBe(0)
    expect(intake.notices.join()).toContain("has the name of 3.9.1's file but lies elsewhere")
  })

  test('says so where only the case of a name is wrong', async () => {
    const intake = await read({ 'Query-By-Guid.ts': 'query' })
    expect(intake.candidates.size).toBe(0)
    expect(intake.notices.join()).toContain('differs from "query-by-guid.ts"')
  })

  test('takes no file of a wrong section for an exercise', async () => {
    const path = 'modules/3.9-dynamodb/exercises/1-claim-username/claim-username.ts'
    expect((await read({ [path]: 'claim' })).candidates.size).toBe(0)
  })

  test('says so where nothing of the course was found', async () => {
    expect(await read({ 'index.html': '' })).toMatchObject({
      candidates: new Map(),
      notices: ['None of the exercises was found: hand in the folders as you got them'],
    })
  })
})

describe('two files for one exercise', () => {
  test('grades neither of two that differ, and names both', async () => {
    const intake = await read({ [claimUsername]: 'one', 'claim-username.ts': 'other' })
    expect(intake.candidates.size).toBe(0)
    expect(intake.refused.get('3.6.1')).toBe(
      `There are two different files for it, "${claimUsername}" and "claim-username.ts": hand in one`,
    )
    expect(intake.notices.join()).toContain('Not graded: 3.6.1.')
  })

  test('grades one of two that are the same', async () => {
    const intake = await read({ [claimUsername]: 'same', 'claim-username.ts': 'same' })
    expect(texts(intake)).toEqual({ '3.6.1': 'same' })
  })

  test('takes .js where there is no .ts, and says so', async () => {
    const intake = await read({ 'query-by-guid.js': 'query' })
    expect(intake.candidates.get('3.9.1')).toMatchObject({
      file: 'query-by-guid.ts',
      text: 'query',
    })
    expect(intake.notices).toEqual(['Graded "query-by-guid.js" as "query-by-guid.ts"'])
  })

  test('prefers .ts to a .js beside it', async () => {
    const path = queryByGuid.replace('.ts', '.js')
    const intake = await read({ [queryByGuid]: 'typed', [path]: 'compiled' })
    expect(texts(intake)).toEqual({ '3.9.1': 'typed' })
    expect(intake.notices).toEqual([])
  })

  test('grades neither of a .js and a .mjs that differ', async () => {
    const intake = await read({ 'query-by-guid.js': 'one', 'query-by-guid.mjs': 'other' })
    expect([...intake.refused.keys()]).toEqual(['3.9.1'])
  })
})

describe('further files', () => {
  test('come along from the exercise’s folder, and only code', async () => {
    const dir = 'modules/3.6-s3/exercises/1-claim-username'
    const intake = await read({
      [claimUsername]: 'claim',
      [`${dir}/lib/retry.ts`]: 'retry',
      [`${dir}/table.json`]: '{}',
      [`${dir}/claim-username.test.ts`]: 'test',
      [`${dir}/types.d.ts`]: 'declaration',
      [`${dir}/README.md`]: 'task',
      [`${dir}/grading/solution.ts`]: 'solution',
      [`${dir}/node_modules/left-pad/index.js`]: 'pad',
      'modules/3.6-s3/exercises/2-copy-report/key.ts': 'another exercise',
    })
    const others = intake.candidates.get('3.6.1')!.others
    expect(Object.fromEntries(others)).toEqual({ 'lib/retry.ts': 'retry', 'table.json': '{}' })
  })

  test('are shared by loose files, without the other exercises', async () => {
    const intake = await read({
      'query-by-guid.ts': 'query',
      'copy-report.ts': 'copy',
      'retry.ts': 'retry',
      'old/draft.ts': 'draft',
    })
    expect([...intake.candidates.get('3.9.1')!.others.keys()]).toEqual(['retry.ts'])
    expect([...intake.candidates.get('3.6.2')!.others.keys()]).toEqual(['retry.ts'])
  })

  test('that are refused cost a notice and nothing else', async () => {
    const intake = await read({
      [claimUsername]: 'claim',
      'modules/3.6-s3/exercises/1-claim-username/binary.json': Buffer.from([0]),
    })
    expect(intake.candidates.get('3.6.1')).toMatchObject({ text: 'claim', others: new Map() })
    expect(intake.notices).toEqual([expect.stringContaining('holds a NUL byte')])
  })

  test('never use up the limits of the exercises’ own files', async () => {
    const dir = 'modules/3.1-operations/exercises/1-measure-volume'
    const heap = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${dir}/${n}.ts`, 'heap']))
    const tree = { ...heap, [`${dir}/measure.ts`]: 'volume', [queryByGuid]: 'query' }
    const intake = await read(tree, { files: 5 })
    expect(texts(intake)).toEqual({ '3.1.1': 'volume', '3.9.1': 'query' })
    expect(intake.candidates.get('3.1.1')!.others.size).toBe(3)
  })
})

describe('refused exercises', () => {
  test.each([
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe]), 'is not UTF-8'],
    ['a NUL byte', 'export {}\0', 'holds a NUL byte'],
    ['more than 512 KiB', ' '.repeat(600 * 1024), 'has 600 KiB, more than 512 KiB'],
  ])('name %s, and the others are graded', async (_, content, reason) => {
    const intake = await read({ [claimUsername]: content, [queryByGuid]: 'query' })
    expect(texts(intake)).toEqual({ '3.9.1': 'query' })
    expect(intake.refused.get('3.6.1')).toBe(`"${claimUsername}" ${reason}${fix(reason)}`)
  })

  test('are all those below a folder that is a link', async () => {
    using folder = testFolder({ [claimUsername]: 'claim', 'elsewhere/notes.md': '' })
    symlinkSync('../elsewhere', folder.at('modules/3.9-dynamodb'))
    const intake = await readSubmission(folder.path, course)
    expect(texts(intake)).toEqual({ '3.6.1': 'claim' })
    expect(Object.fromEntries(intake.refused)).toEqual({
      '3.9.1': '"modules/3.9-dynamodb" is a symbolic link',
    })
  })

  test('are those whose names clash', async () => {
    const intake = await readZip([claimUsername, claimUsername.replace('claim-u', 'Claim-U')])
    expect(intake.refused.get('3.6.1')).toContain('only in case')
  })

  test('are those that stand twice in an archive', async () => {
    const intake = await readZip([claimUsername, claimUsername, queryByGuid])
    expect([...intake.candidates.keys()]).toEqual(['3.9.1'])
    expect(intake.refused.get('3.6.1')).toContain('stands more than once')
  })

  test('are those whose file is a link in an archive', async () => {
    const tar = tarBytes([{ name: claimUsername, type: '2' }])
    using folder = testFolder({ 'ada.tgz': gzipSync(tar) })
    const intake = await readSubmission(folder.at('ada.tgz'), course)
    expect(intake.refused.get('3.6.1')).toContain('is a symbolic link')
  })

  test('are those that no longer fit into 4 MiB', async () => {
    const half = 'x'.repeat(60)
    const limits = { submissionBytes: 100 }
    const intake = await read({ [claimUsername]: half, [queryByGuid]: half }, limits)
    expect([...intake.candidates.keys()]).toEqual(['3.6.1'])
    expect(intake.refused.get('3.9.1')).toContain('over 100 bytes')
  })

  test('are lone files that are links', async () => {
    using folder = testFolder({ 'notes.txt': '' })
    symlinkSync('notes.txt', folder.at('query-by-guid.ts'))
    const intake = await readSubmission(folder.at('query-by-guid.ts'), course)
    expect(intake.refused.get('3.9.1')).toBe('"query-by-guid.ts" is a symbolic link')
  })
})

describe('submissions that cannot be read at all', () => {
  test('are data, so that a cohort goes on', async () => {
    using folder = testFolder({ 'ada.zip': 'PK\x03\x04 and then nothing' })
    expect(await readSubmission(folder.at('ada.zip'), course)).toEqual({
      name: 'ada.zip',
      candidates: new Map(),
      refused: new Map(),
      notices: [],
      unreadable: 'The submission is a damaged .zip',
    })
  })

  test('include a link in the place of a folder', async () => {
    using folder = testFolder({ [`ada/${claimUsername}`]: 'claim' })
    symlinkSync('ada', folder.at('grace'))
    const intake = await readSubmission(folder.at('grace'), course)
    expect(intake).toMatchObject({ unreadable: 'The submission is a symbolic link' })
  })

  test('are the operator’s to mend where they do not exist', async () => {
    using folder = testFolder()
    const missing = readSubmission(folder.at('grace'), course)
    await expect(missing).rejects.toMatchObject({ name: 'GraderError' })
  })

  test('are the operator’s to mend where the grader has no permission', async () => {
    using folder = testFolder({ [`ada/${claimUsername}`]: 'claim' })
    chmodSync(folder.at('ada'), 0)
    chmodSync(folder.path, 0o755)
    const denied = asNobody(() => readSubmission(folder.at('ada'), course))
    await expect(denied).rejects.toMatchObject({ name: 'GraderError' })
  })
})

test('takes the name of a submission from its source, printable', async () => {
  using folder = testFolder({ 'ad\u202Ea/query-by-guid.ts': '' })
  expect((await readSubmission(folder.at('ad\u202Ea'), course)).name).toBe('ad\\u{202e}a')
  const source = { path: folder.at('ad\u202Ea'), name: 'week-1/ada' }
  expect((await readSubmission(source, course)).name).toBe('week-1/ada')
})

test('reports the commit that a submission claims to be', async () => {
  const comment = 'c0ffee'.padEnd(40, '0')
  using folder = testFolder({ 'ada.zip': zipBytes([{ name: claimUsername }], { comment }) })
  expect((await readSubmission(folder.at('ada.zip'), course)).commit).toBe(comment)
})

async function read(files: Record<string, string | Uint8Array>, limits = {}): Promise<Intake> {
  using folder = testFolder(files)
  return await readSubmission(folder.path, course, limits)
}

async function readZip(names: string[]): Promise<Intake> {
  using folder = testFolder({ 'ada.zip': zipBytes(names.map((name) => ({ name, data: name }))) })
  return await readSubmission(folder.at('ada.zip'), course)
}

function texts({ candidates }: Intake): Record<string, string> {
  return Object.fromEntries([...candidates].map(([id, { text }]) => [id, text]))
}

function fix(reason: string): string {
  return reason.startsWith('has') ? '' : ': save it as UTF-8 text'
}

/** Root may read everything, so that the tests give up its rights for a moment. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  if (process.geteuid!() !== 0) return act()
  process.seteuid!(65534)
  try {
    return await act()
  } finally {
    process.seteuid!(0)
  }
}
