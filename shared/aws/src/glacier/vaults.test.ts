import {
  InvalidParameterValueException,
  LimitExceededException,
  MissingParameterValueException,
  NoLongerSupportedException,
  ResourceNotFoundException,
} from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { testGlacier, vaultName } from './test-glacier.ts'
import { DAY } from './vault.ts'

const ARN = 'arn:aws:glacier:us-east-1:123456789012:vaults/ledgers'

describe('a vault', () => {
  test('is created once, and described', () => {
    const { glacier } = testGlacier()
    expect(glacier.CreateVault({ vaultName })).toEqual({
      location: '/123456789012/vaults/ledgers',
    })
    expect(glacier.DescribeVault({ vaultName })).toEqual({
      VaultARN: ARN,
      VaultName: vaultName,
      CreationDate: '2026-03-02T12:00:00.000Z',
    })
    expect(glacier.ListVaults({}).VaultList).toHaveLength(1)
  })

  test('has a name that follows the rules', () => {
    const { glacier } = testGlacier()
    for (const name of ['a/b', 'ü', 'x'.repeat(256)]) {
      expect(() => glacier.CreateVault({ vaultName: name })).toThrow(InvalidParameterValueException)
    }
    expect(() => glacier.CreateVault({ vaultName: '' })).toThrow(MissingParameterValueException)
  })

  test('that is not there is missed by its ARN', () => {
    const { glacier } = testGlacier()
    const missing = () => glacier.DescribeVault({ vaultName: 'nothing' })
    expect(missing).toThrow(ResourceNotFoundException)
    expect(missing).toThrow(
      'Vault not found for ARN: arn:aws:glacier:us-east-1:123456789012:vaults/nothing',
    )
    expect(glacier.DeleteVault({ vaultName: 'nothing' })).toEqual({})
  })

  test('is one of 1,000 at most', () => {
    const { glacier } = testGlacier()
    for (let n = 1; n < 1000; n++) glacier.CreateVault({ vaultName: `v${n}` })
    expect(() => glacier.CreateVault({ vaultName: 'more' })).toThrow(LimitExceededException)
    expect(() => glacier.CreateVault({ vaultName })).not.toThrow()
  })

  test('is counted as of the last inventory, which comes a day after the first archive', async () => {
    const { clock, glacier, upload } = testGlacier()
    upload(Buffer.from('2025'))
    await clock.advance(DAY - 1)
    expect(glacier.DescribeVault({ vaultName })).not.toHaveProperty('NumberOfArchives')
    upload(Buffer.from('2026!'))
    await clock.advance(1)
    expect(glacier.DescribeVault({ vaultName })).toMatchObject({
      LastInventoryDate: '2026-03-03T12:00:00.000Z',
      NumberOfArchives: 2,
      SizeInBytes: 9,
    })
    await clock.advance(5 * DAY)
    const { LastInventoryDate } = glacier.DescribeVault({ vaultName })
    expect(LastInventoryDate).toBe('2026-03-03T12:00:00.000Z')
  })

  test('is deleted only when the last inventory found it empty and nothing changed since', async () => {
    const { clock, glacier, upload } = testGlacier()
    const archiveId = upload(Buffer.from('2025'))
    const refused = () => glacier.DeleteVault({ vaultName })
    expect(refused).toThrow(`Vault not empty or recently written to: ${ARN}`)
    await clock.advance(DAY)
    expect(refused).toThrow(InvalidParameterValueException)
    glacier.DeleteArchive({ vaultName, archiveId })
    expect(refused).toThrow(InvalidParameterValueException)
    await clock.advance(DAY)
    expect(glacier.DeleteVault({ vaultName })).toEqual({})
    expect(glacier.ListVaults({}).VaultList).toEqual([])
  })
})

describe('ListVaults', () => {
  test('gives ten vaults a page, by ARN, after the marker', () => {
    const { glacier } = testGlacier()
    for (let n = 10; n < 21; n++) glacier.CreateVault({ vaultName: `v${n}` })
    const first = glacier.ListVaults({})
    expect(first.VaultList).toHaveLength(10)
    expect(first.Marker).toBe('arn:aws:glacier:us-east-1:123456789012:vaults/v18')
    const rest = glacier.ListVaults({ marker: first.Marker })
    expect(rest.VaultList!.map(({ VaultName }) => VaultName)).toEqual(['v19', 'v20'])
    expect(rest).not.toHaveProperty('Marker')
  })

  test.each([0, 11, 1.5])('refuses a limit of %d', (limit) => {
    expect(() => testGlacier().glacier.ListVaults({ limit })).toThrow(
      InvalidParameterValueException,
    )
  })
})

describe('the account', () => {
  test('may be named by its id, by a hyphen or not at all', () => {
    const { glacier } = testGlacier()
    for (const accountId of ['-', '123456789012', undefined]) {
      expect(glacier.ListVaults({ accountId }).VaultList).toHaveLength(1)
    }
    expect(() => glacier.ListVaults({ accountId: '210987654321' })).toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    )
  })

  test('of a new customer is refused whatever it asks', () => {
    const { glacier } = testGlacier({ newCustomer: true })
    expect(() => glacier.CreateVault({ vaultName })).toThrow(NoLongerSupportedException)
    expect(() => glacier.GetDataRetrievalPolicy()).toThrow(NoLongerSupportedException)
  })
})
