import { GetJobOutputCommand, InitiateJobCommand } from '@aws-sdk/client-glacier'
import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { parseInventory, reconcileInventory } = candidate(() => import('../reconcile-inventory.ts'))

const HOUR = 3_600_000
const DAY = 24 * HOUR
const DATE = new Date('2026-03-20T04:30:00Z')

check('reads what Glacier gives, in both formats', async ({ aws, sleep }) => {
  const vault = await aws.glacier.vault()
  const descriptions = ['Faust, "restored"', '', 'Der Golem']
  const ids: string[] = []
  for (const text of descriptions) ids.push(await vault.put(Buffer.from(`film ${text}`), text))
  await sleep(2 * DAY)
  const place = { accountId: '-', vaultName: vault.name }
  for (const Format of ['JSON', 'CSV']) {
    const jobParameters = { Type: 'inventory-retrieval', Format }
    const { jobId } = await aws.send(new InitiateJobCommand({ ...place, jobParameters }))
    await sleep(6 * HOUR)
    const { body, contentType } = await aws.send(new GetJobOutputCommand({ ...place, jobId }))
    const archives = await parseInventory(await body!.transformToString(), contentType!)
    expect(archives.map(({ archiveId }) => archiveId)).toEqual(ids)
    expect(archives.map(({ description }) => description)).toEqual(descriptions)
    expect(archives.map(({ size }) => size)).toEqual(
      descriptions.map((text) => Buffer.byteLength(`film ${text}`)),
    )
    expect(archives[0]!.createdAt).toBe('2026-03-02T12:00:00.000Z')
    expect(archives[2]!.treeHash).toBe((await vault.archive(ids[2]!)).treeHash)
  }
})

check('reads CSV as Glacier quotes it', async () => {
  const descriptions = [
    'M, 1931',
    'a "silent" film',
    'reel 1\\"2, cut',
    'C:\\films\\Metropolis',
    'C:\\films\\Faust, 1926',
    '"',
    ',',
    'two \\\\ backslashes, "quoted"',
  ]
  const field = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text)
  const lines = descriptions.map(
    (text, n) => `"id-${n}",${field(text)},2026-03-0${n + 1}T08:00:00.000Z,${n * 1024},"ab${n}"`,
  )
  const header = 'ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash'
  const expected = descriptions.map((description, n) => ({
    archiveId: `id-${n}`,
    description,
    createdAt: `2026-03-0${n + 1}T08:00:00.000Z`,
    size: n * 1024,
    treeHash: `ab${n}`,
  }))
  for (const text of [
    [header, ...lines, ''].join('\n'),
    [header, ...lines, ''].join('\r\n'),
    [header, ...lines].join('\n'),
  ]) {
    expect(await parseInventory(text, 'text/csv')).toEqual(expected)
  }
  expect(await parseInventory(`${header}\n`, 'text/csv')).toEqual([])
})

check('verifies archives by size and tree hash', async () => {
  const catalog = ['M', 'Faust', 'Golem'].map((id) => entry(id))
  const archives = [stored('Golem'), stored('Faust', { treeHash: 'f00d' }), stored('M')]
  expect(await reconcile(catalog, archives)).toMatchObject({
    verified: ['M', 'Golem'],
    corrupt: ['Faust'],
  })
  const shorter = await reconcile(catalog, [stored('M', { size: 99 })])
  expect(shorter).toMatchObject({ corrupt: ['M'], verified: [], orphans: [] })
})

check('takes what was uploaded lately for pending', async () => {
  const catalog = [
    entry('old', { uploadedAt: before(40 * DAY) }),
    entry('a day ago', { uploadedAt: before(DAY) }),
    entry('less than a day ago', { uploadedAt: before(DAY - 1) }),
    entry('after the picture', { uploadedAt: before(-HOUR) }),
  ]
  expect(await reconcile(catalog, [])).toMatchObject({
    pending: ['less than a day ago', 'after the picture'],
    lost: ['old', 'a day ago'],
  })
})

check('lets go what was deleted lately', async () => {
  const catalog = [
    entry('gone', { deletedAt: before(9 * DAY) }),
    entry('going', { deletedAt: before(DAY - 1) }),
    entry('going too', { deletedAt: before(-HOUR) }),
    entry('still there', { deletedAt: before(DAY) }),
    entry('gone at once', { deletedAt: before(1), uploadedAt: before(2) }),
  ]
  const archives = ['going', 'still there', 'going too'].map((id) => stored(id))
  expect(await reconcile(catalog, archives)).toEqual({
    verified: [],
    corrupt: [],
    pending: [],
    lost: [],
    leaving: ['going', 'going too'],
    undeleted: ['still there'],
    orphans: [],
    duplicates: [],
  })
})

check('knows archives by their ids only', async () => {
  const catalog = [entry('first upload'), entry('second upload')]
  const archives = [
    stored('unknown', { description: 'Faust' }),
    stored('second upload', { description: 'Faust' }),
    stored('another', { description: 'Golem' }),
  ]
  expect(await reconcile(catalog, archives)).toMatchObject({
    verified: ['second upload'],
    lost: ['first upload'],
    orphans: ['unknown', 'another'],
  })
})

check('groups archives with the same description', async () => {
  const catalog = [entry('3'), entry('1'), entry('5', { deletedAt: before(HOUR) })]
  const archives = [
    stored('1', { description: 'Faust' }),
    stored('2', { description: 'constructor' }),
    stored('3', { description: 'Faust' }),
    stored('4', { description: 'constructor' }),
    stored('5', { description: 'Golem' }),
    stored('6', { description: 'Golem' }),
    stored('7', { description: '' }),
    stored('8', { description: '' }),
    stored('9', { description: 'Faust' }),
  ]
  expect((await reconcile(catalog, archives)).duplicates).toEqual([
    ['1', '3', '9'],
    ['2', '4'],
  ])
})

function reconcile(catalog: ReturnType<typeof entry>[], archives: ReturnType<typeof stored>[]) {
  return reconcileInventory(catalog, { date: DATE, archives })
}

function before(ms: number): Date {
  return new Date(DATE.getTime() - ms)
}

function entry(archiveId: string, more: { uploadedAt?: Date; deletedAt?: Date } = {}) {
  return { archiveId, size: 100, treeHash: 'abc123', uploadedAt: before(40 * DAY), ...more }
}

function stored(archiveId: string, more = {}) {
  const createdAt = before(40 * DAY).toISOString()
  const description = `Film ${archiveId}`
  return { archiveId, description, createdAt, size: 100, treeHash: 'abc123', ...more }
}
