import { candidate, expect, test } from '@workshop/testkit'

const { parseInventory, reconcileInventory } = candidate(() => import('./reconcile-inventory.ts'))

const stored = {
  archiveId: 'NkbByEej',
  description: 'Nosferatu',
  createdAt: '2026-03-01T08:00:00.000Z',
  size: 5,
  treeHash: 'c0ffee',
}

test('reads a line of CSV', async () => {
  const csv =
    'ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash\n' +
    'NkbByEej,Nosferatu,2026-03-01T08:00:00.000Z,5,c0ffee\n'
  expect(await parseInventory(csv, 'text/csv')).toEqual([stored])
})

test('verifies what is in both', async () => {
  const uploadedAt = new Date('2026-03-01T07:59:58Z')
  const catalog = [{ archiveId: 'NkbByEej', size: 5, treeHash: 'c0ffee', uploadedAt }]
  const date = new Date('2026-03-02T12:00:00Z')
  const report = await reconcileInventory(catalog, { date, archives: [stored] })
  expect(report.verified).toEqual(['NkbByEej'])
  expect(report.orphans).toEqual([])
})
