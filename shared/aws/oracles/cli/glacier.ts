import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type CliSession, HOUR } from '../cli-session.ts'

/** Glacier: an archive, its retrieval hours later, an inventory, and an upload in parts. */
export const glacier: CliSession = async (aws, { advance, folder }) => {
  const account = { 'account-id': '-' }
  const vault = { ...account, 'vault-name': 'ledgers' }
  await aws.ok('glacier create-vault', vault)
  await aws.ok('glacier describe-vault', vault, { VaultName: 'ledgers' })
  const file = path.join(folder, 'march.csv')
  const back = path.join(folder, 'back.csv')
  writeFileSync(file, Buffer.alloc(1.5 * 2 ** 20, 7))
  // The CLI reckons the tree hash itself.
  const put = { ...vault, 'archive-description': 'March', body: file }
  const { archiveId } = await aws.ok('glacier upload-archive', put)
  const wrong = { ...put, checksum: '0'.repeat(64) }
  await aws.fails('glacier upload-archive', wrong, 'InvalidParameterValueException')
  const parameters = { 'job-parameters': { Type: 'archive-retrieval', ArchiveId: archiveId } }
  const { jobId } = await aws.ok('glacier initiate-job', { ...vault, ...parameters })
  const job = { ...vault, 'job-id': jobId }
  await aws.ok('glacier describe-job', job, { Completed: false, StatusCode: 'InProgress' })
  const output = { ...job, '': [back] }
  await aws.fails('glacier get-job-output', output, 'InvalidParameterValueException')
  await advance(5 * HOUR)
  await aws.ok('glacier list-jobs', vault, { JobList: [{ JobId: jobId, Completed: true }] })
  await aws.ok('glacier get-job-output', output, { status: 200 })
  if (!readFileSync(back).equals(readFileSync(file))) throw new Error('The archive has changed')
  const range = { ...output, range: 'bytes=0-1048575' }
  await aws.ok('glacier get-job-output', range, { status: 206 })

  const upload = { ...vault, 'part-size': '1048576', 'archive-description': 'April' }
  const { uploadId } = await aws.ok('glacier initiate-multipart-upload', upload)
  const part = { ...vault, 'upload-id': uploadId, body: file, range: 'bytes 0-1048575/*' }
  await aws.fails('glacier upload-multipart-part', part, 'InvalidParameterValueException')
  writeFileSync(file, Buffer.alloc(2 ** 20, 7))
  const { checksum } = await aws.ok('glacier upload-multipart-part', part)
  const whole = { ...vault, 'upload-id': uploadId, 'archive-size': '1048576', checksum }
  await aws.ok('glacier complete-multipart-upload', whole, { checksum })

  await advance(26 * HOUR)
  const inventory = { 'job-parameters': { Type: 'inventory-retrieval' } }
  const listing = await aws.ok('glacier initiate-job', { ...vault, ...inventory })
  await advance(5 * HOUR)
  await aws.ok('glacier get-job-output', { ...vault, 'job-id': listing.jobId, '': [back] })
  const { ArchiveList } = JSON.parse(readFileSync(back, 'utf8')) as { ArchiveList: object[] }
  if (ArchiveList.length !== 2) throw new Error(`The inventory has ${ArchiveList.length} archives`)
  await aws.fails('glacier delete-vault', vault, 'InvalidParameterValueException')
  await aws.ok('glacier delete-archive', { ...vault, 'archive-id': archiveId })
  await aws.ok('glacier create-vault', { ...account, 'vault-name': 'other' })
  const vaults = await aws.ok('glacier list-vaults', { ...account, 'page-size': '1' })
  if (vaults.VaultList.length !== 2) throw new Error('Not two vaults')
  const never = { ...account, 'vault-name': 'never' }
  await aws.fails('glacier describe-vault', never, 'ResourceNotFoundException')
}
