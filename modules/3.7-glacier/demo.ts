import {
  DescribeJobCommand,
  GetJobOutputCommand,
  InitiateJobCommand,
} from '@aws-sdk/client-glacier'
import { HeadObjectCommand, RestoreObjectCommand } from '@aws-sdk/client-s3'
import { demoWorld, printTable } from '@workshop/testkit/demo'

// On Monday at noon a film is ordered five times: from a vault in each tier, and from both archive
// classes of S3, as cheaply as may be, for one day. When can it be read, and until when?

const HOUR = 3_600_000
const film = Buffer.from('Nosferatu')

const { aws, clock } = demoWorld()
const vault = await aws.glacier.vault()
const films = await aws.s3.bucket()
const inVault = { accountId: '-', vaultName: vault.name }

const archiveId = await vault.put(film, 'Nosferatu')
const jobs: string[] = []
for (const Tier of ['Expedited', 'Standard', 'Bulk']) {
  jobs.push(await order({ Type: 'archive-retrieval', ArchiveId: archiveId, Tier }))
}
for (const StorageClass of ['GLACIER', 'DEEP_ARCHIVE'] as const) {
  await films.put(StorageClass, film, { StorageClass })
  const RestoreRequest = { Days: 1, GlacierJobParameters: { Tier: 'Bulk' } } as const
  const object = { Bucket: films.name, Key: StorageClass }
  await aws.send(new RestoreObjectCommand({ ...object, RestoreRequest }))
}

const rows: string[][] = []
const start = clock.now()
for (const hours of [0, 0.1, 5, 12, 24.1, 29, 36, 48, 84]) {
  await clock.advance(start + hours * HOUR - clock.now())
  const when = new Date(clock.now()).toUTCString()
  const states = await Promise.all([
    ...jobs.map(outputOf),
    copyOf('GLACIER'),
    copyOf('DEEP_ARCHIVE'),
  ])
  rows.push([`${when.slice(0, 3)} ${when.slice(17, 22)}`, ...states])
}
const headings = ['', 'Expedited', 'Standard', 'Bulk', 'GLACIER', 'DEEP_ARCHIVE']
printTable(headings, rows)

await vault.put(Buffer.from('Faust'), 'Faust')
const jobId = await order({ Type: 'inventory-retrieval' })
await clock.advance(5 * HOUR)
const { body } = await aws.send(new GetJobOutputCommand({ ...inVault, jobId }))
const inventory = JSON.parse(await body!.transformToString()) as {
  InventoryDate: string
  ArchiveList: { ArchiveDescription: string }[]
}
const listed = inventory.ArchiveList.map(({ ArchiveDescription }) => ArchiveDescription).join(', ')
console.log(
  `\nIn the vault: Nosferatu, Faust. In its inventory of ${inventory.InventoryDate}: ${listed}.`,
)

async function order(jobParameters: { Type: string; ArchiveId?: string; Tier?: string }) {
  return (await aws.send(new InitiateJobCommand({ ...inVault, jobParameters }))).jobId!
}

async function outputOf(jobId: string): Promise<string> {
  try {
    const { Completed } = await aws.send(new DescribeJobCommand({ ...inVault, jobId }))
    return Completed ? 'READABLE' : 'waits'
  } catch {
    return 'gone'
  }
}

async function copyOf(Key: string): Promise<string> {
  const { Restore } = await aws.send(new HeadObjectCommand({ Bucket: films.name, Key }))
  if (Restore === undefined) return 'gone'
  return Restore.includes('ongoing-request="true"') ? 'waits' : 'READABLE'
}
