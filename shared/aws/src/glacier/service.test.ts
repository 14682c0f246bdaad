import * as sdk from '@aws-sdk/client-glacier'
import {
  CreateVaultCommand,
  GetJobOutputCommand,
  type GlacierClient,
  InitiateJobCommand,
  NoLongerSupportedException,
  UploadArchiveCommand,
} from '@aws-sdk/client-glacier'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { VirtualClock } from '../clock.ts'
import { freshWorld } from '../fresh-world.ts'
import { glacierService } from './service.ts'
import { treeHash, vaultName } from './test-glacier.ts'

test('a client uploads with the checksum that the SDK computes, and reads a stream', async () => {
  const { client, clock, gateway } = freshWorld()
  const glacier = client<GlacierClient>('GlacierClient')
  await glacier.send(new CreateVaultCommand({ vaultName } as sdk.CreateVaultCommandInput))
  const body = Buffer.from('2025')
  const { archiveId, checksum } = await glacier.send(
    new UploadArchiveCommand({ accountId: '-', vaultName, body }),
  )
  expect(checksum).toBe(treeHash(body))
  expect(gateway.calls[1]!.input).toMatchObject({ accountId: '-', checksum })

  const jobParameters = { Type: 'archive-retrieval', ArchiveId: archiveId }
  const { jobId } = await glacier.send(
    new InitiateJobCommand({ accountId: '-', vaultName, jobParameters }),
  )
  expect(gateway.calls[2]!.input).not.toHaveProperty('checksum')
  await clock.advance(5 * 3_600_000)
  const output = await glacier.send(new GetJobOutputCommand({ accountId: '-', vaultName, jobId }))
  expect(await output.body!.transformToString()).toBe('2025')
  expect(output.checksum).toBe(checksum)
})

test('a client uploads a stream', async () => {
  const { client } = freshWorld()
  const glacier = client<GlacierClient>('GlacierClient')
  await glacier.send(new CreateVaultCommand({ accountId: '-', vaultName }))
  const body = Readable.from([Buffer.from('20'), Buffer.from('25')])
  const { checksum } = await glacier.send(
    new UploadArchiveCommand({ accountId: '-', vaultName, body }),
  )
  expect(checksum).toBe(treeHash(Buffer.from('2025')))
})

test('a Glacier made for a new customer refuses to work', () => {
  const clock = new VirtualClock()
  const world = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: () => '00',
    service: () => ({}),
  }
  const operations = glacierService({ newCustomer: true }).create(world, sdk)
  expect(() => operations['CreateVault']!({ vaultName })).toThrow(NoLongerSupportedException)
})
