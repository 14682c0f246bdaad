// Longer than most: vaults, archives and jobs, and time that passes between them.
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-glacier'
import { expect, test } from 'vitest'
import { contract } from './contract.ts'

const MIB = 2 ** 20
const HOUR = 3_600_000
const accountId = '-'

await contract('Glacier', (target) => {
  const glacier = target.client(sdk.GlacierClient)

  async function vault(): Promise<string> {
    const vaultName = target.unique('ledgers')
    await glacier.send(new sdk.CreateVaultCommand({ accountId, vaultName }))
    return vaultName
  }

  async function upload(vaultName: string, body: Uint8Array, checksum = treeHash(body)) {
    const input = { accountId, vaultName, body, checksum, archiveDescription: 'March' }
    return glacier.send(new sdk.UploadArchiveCommand(input))
  }

  const initiate = (vaultName: string, jobParameters: sdk.JobParameters) =>
    glacier.send(new sdk.InitiateJobCommand({ accountId, vaultName, jobParameters }))

  const output = (vaultName: string, jobId: string | undefined, more: object = {}) =>
    glacier.send(new sdk.GetJobOutputCommand({ accountId, vaultName, jobId, ...more }))

  test('makes a vault as often as asked, says what it is, lists and deletes it', async () => {
    const vaultName = await vault()
    await glacier.send(new sdk.CreateVaultCommand({ accountId, vaultName }))
    const describe = () => glacier.send(new sdk.DescribeVaultCommand({ accountId, vaultName }))
    const fresh = await describe()
    expect(fresh.VaultName).toBe(vaultName)
    // Counted by inventories, of which there is none yet (SDK text of DescribeVaultOutput).
    expect(fresh.NumberOfArchives).toBeUndefined()
    const names: (string | undefined)[] = []
    for await (const page of sdk.paginateListVaults({ client: glacier }, { accountId })) {
      names.push(...page.VaultList!.map(({ VaultName }) => VaultName))
    }
    expect(names).toContain(vaultName)
    await glacier.send(new sdk.DeleteVaultCommand({ accountId, vaultName }))
    await expect(describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('takes an archive with the right tree hash, and gives the hash back', async () => {
    const vaultName = await vault()
    const body = Buffer.alloc(1.5 * MIB, 7)
    const { archiveId, checksum, location } = await upload(vaultName, body)
    expect(archiveId).toMatch(/^[\w-]{138}$/)
    expect(checksum).toBe(treeHash(body))
    expect(location).toMatch(new RegExp(`/vaults/${vaultName}/archives/${archiveId}$`))
  })

  test('refuses an archive with a wrong tree hash', async () => {
    const vaultName = await vault()
    const wrong = upload(vaultName, Buffer.from('march'), treeHash(Buffer.from('april')))
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  test('says which vault is missing', async () => {
    const missing = { name: 'ResourceNotFoundException' }
    await expect(upload(target.unique('no'), Buffer.from('x'))).rejects.toMatchObject(missing)
  })

  test('deletes an archive once and again', async () => {
    const vaultName = await vault()
    const { archiveId } = await upload(vaultName, Buffer.from('march'))
    const input = { accountId, vaultName, archiveId }
    await glacier.send(new sdk.DeleteArchiveCommand(input))
    await glacier.send(new sdk.DeleteArchiveCommand(input))
    const job = initiate(vaultName, { Type: 'archive-retrieval', ArchiveId: archiveId })
    await expect(job).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('keeps the output of a job until the job is done', async () => {
    const vaultName = await vault()
    const body = Buffer.from('march')
    const { archiveId: ArchiveId } = await upload(vaultName, body)
    const { jobId } = await initiate(vaultName, { Type: 'archive-retrieval', ArchiveId })
    const describe = () => glacier.send(new sdk.DescribeJobCommand({ accountId, vaultName, jobId }))
    expect(await describe()).toMatchObject({
      Action: 'ArchiveRetrieval',
      ArchiveId,
      Completed: false,
      StatusCode: 'InProgress',
      Tier: 'Standard',
      ArchiveSizeInBytes: body.length,
      SHA256TreeHash: treeHash(body),
    })
    const early = output(vaultName, jobId)
    await expect(early).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
    const listed = await glacier.send(new sdk.ListJobsCommand({ accountId, vaultName }))
    expect(listed.JobList?.map(({ JobId }) => JobId)).toEqual([jobId])
    if (!target.canSkipHours) return
    await target.pass(5 * HOUR)
    expect(await describe()).toMatchObject({ Completed: true, StatusCode: 'Succeeded' })
    const whole = await output(vaultName, jobId)
    expect(whole.checksum).toBe(treeHash(body))
    expect(await whole.body!.transformToString()).toBe('march')
    const part = await output(vaultName, jobId, { range: 'bytes=1-2' })
    expect([part.status, await part.body!.transformToString()]).toEqual([206, 'ar'])
    await target.pass(25 * HOUR)
    const late = output(vaultName, jobId)
    await expect(late).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  test('takes an inventory a day late', async () => {
    const vaultName = await vault()
    const { archiveId } = await upload(vaultName, Buffer.from('march'))
    const first = initiate(vaultName, { Type: 'inventory-retrieval' })
    if (!target.canSkipHours) return void (await first.catch(() => {}))
    await expect(first).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await target.pass(26 * HOUR)
    const { jobId } = await initiate(vaultName, { Type: 'inventory-retrieval' })
    await target.pass(5 * HOUR)
    const { body } = await output(vaultName, jobId)
    const inventory = JSON.parse(await body!.transformToString()) as { ArchiveList: object[] }
    expect(inventory.ArchiveList).toMatchObject([
      {
        ArchiveId: archiveId,
        ArchiveDescription: 'March',
        Size: 5,
        SHA256TreeHash: treeHash(Buffer.from('march')),
      },
    ])
    const remove = glacier.send(new sdk.DeleteVaultCommand({ accountId, vaultName }))
    await expect(remove).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  test('refuses a job for an archive that is not there, and a type that is none', async () => {
    const vaultName = await vault()
    const never = initiate(vaultName, { Type: 'archive-retrieval', ArchiveId: 'x'.repeat(138) })
    await expect(never).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const odd = initiate(vaultName, { Type: 'archive-removal' })
    await expect(odd).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })

  test('joins the parts of an upload, whose sizes are a power of two of MiB', async () => {
    const vaultName = await vault()
    const start = (partSize: number) => {
      const input = { accountId, vaultName, partSize: String(partSize) }
      return glacier.send(new sdk.InitiateMultipartUploadCommand(input))
    }
    await expect(start(3 * MIB)).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
    const { uploadId } = await start(MIB)
    const body = Buffer.concat([Buffer.alloc(MIB, 1), Buffer.alloc(9, 2)])
    for (const from of [MIB, 0]) {
      const part = body.subarray(from, from + MIB)
      const range = `bytes ${from}-${from + part.length - 1}/*`
      const sums = { checksum: treeHash(part), range }
      const input = { accountId, vaultName, uploadId, body: part, ...sums }
      await glacier.send(new sdk.UploadMultipartPartCommand(input))
    }
    const { Parts } = await glacier.send(
      new sdk.ListPartsCommand({ accountId, vaultName, uploadId }),
    )
    expect(Parts?.map(({ RangeInBytes }) => RangeInBytes)).toEqual([
      `0-${MIB - 1}`,
      `${MIB}-${MIB + 8}`,
    ])
    const complete = (checksum: string) => {
      const archiveSize = String(body.length)
      const input = { accountId, vaultName, uploadId, archiveSize, checksum }
      return glacier.send(new sdk.CompleteMultipartUploadCommand(input))
    }
    await expect(complete(treeHash(body.subarray(1)))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    })
    expect((await complete(treeHash(body))).checksum).toBe(treeHash(body))
  })

  test('keeps up to fifty tags of a vault', async () => {
    const vaultName = await vault()
    const add = (Tags: Record<string, string>) =>
      glacier.send(new sdk.AddTagsToVaultCommand({ accountId, vaultName, Tags }))
    await add({ team: 'tills' })
    const list = () => glacier.send(new sdk.ListTagsForVaultCommand({ accountId, vaultName }))
    expect((await list()).Tags).toEqual({ team: 'tills' })
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']))
    await expect(add(fifty)).rejects.toMatchObject({ name: 'LimitExceededException' })
  })

  test('locks a vault in two steps', async () => {
    const vaultName = await vault()
    const policy = { Policy: '{"Version":"2012-10-17","Statement":[]}' }
    const start = new sdk.InitiateVaultLockCommand({ accountId, vaultName, policy })
    const { lockId } = await glacier.send(start)
    const get = () => glacier.send(new sdk.GetVaultLockCommand({ accountId, vaultName }))
    expect(await get()).toMatchObject({ ...policy, State: 'InProgress' })
    await glacier.send(new sdk.CompleteVaultLockCommand({ accountId, vaultName, lockId }))
    expect(await get()).toMatchObject({ ...policy, State: 'Locked' })
    const abort = glacier.send(new sdk.AbortVaultLockCommand({ accountId, vaultName }))
    await expect(abort).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

/** The tree hash of some bytes, as the developer guide says ("Computing checksums"). */
function treeHash(bytes: Uint8Array): string {
  let level: Buffer[] = []
  for (let start = 0; start < bytes.length; start += MIB) {
    level.push(sha256(bytes.subarray(start, start + MIB)))
  }
  while (level.length > 1) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
      const pair = level.slice(2 * i, 2 * i + 2)
      return pair.length === 2 ? sha256(Buffer.concat(pair)) : pair[0]!
    })
  }
  return level[0]!.toString('hex')
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
