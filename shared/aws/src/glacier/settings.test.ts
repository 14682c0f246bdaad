import {
  InvalidParameterValueException,
  LimitExceededException,
  MissingParameterValueException,
  PolicyEnforcedException,
  ResourceNotFoundException,
} from '@aws-sdk/client-glacier'
import { describe, expect, test } from 'vitest'
import { archiveOf, testGlacier, vaultName } from './test-glacier.ts'
import { MIB } from './tree-hash.ts'
import { DAY, HOUR } from './vault.ts'

const Policy = '{"Version":"2012-10-17","Statement":[]}'

describe('the access policy of a vault', () => {
  test('is set, replaced and deleted', () => {
    const { glacier } = testGlacier()
    expect(() => glacier.GetVaultAccessPolicy({ vaultName })).toThrow(ResourceNotFoundException)
    glacier.SetVaultAccessPolicy({ vaultName, policy: { Policy } })
    expect(glacier.GetVaultAccessPolicy({ vaultName })).toEqual({ policy: { Policy } })
    glacier.DeleteVaultAccessPolicy({ vaultName })
    glacier.DeleteVaultAccessPolicy({ vaultName })
    expect(() => glacier.GetVaultAccessPolicy({ vaultName })).toThrow(ResourceNotFoundException)
  })

  test('is JSON of 20 KB at most', () => {
    const { glacier } = testGlacier()
    const set = (text: string) =>
      glacier.SetVaultAccessPolicy({ vaultName, policy: { Policy: text } })
    expect(() => set('deny')).toThrow(InvalidParameterValueException)
    expect(() => set(JSON.stringify('x'.repeat(20 * 1024)))).toThrow(InvalidParameterValueException)
    expect(() => set('')).toThrow(MissingParameterValueException)
  })
})

test('the notifications of a vault are set, read and deleted', () => {
  const { glacier } = testGlacier()
  const vaultNotificationConfig = {
    SNSTopic: 'arn:aws:sns:us-east-1:123456789012:archive',
    Events: ['ArchiveRetrievalCompleted'],
  }
  expect(() => glacier.GetVaultNotifications({ vaultName })).toThrow(ResourceNotFoundException)
  glacier.SetVaultNotifications({ vaultName, vaultNotificationConfig })
  expect(glacier.GetVaultNotifications({ vaultName })).toEqual({ vaultNotificationConfig })
  const wrong = { ...vaultNotificationConfig, Events: ['ArchiveUploaded'] }
  expect(() =>
    glacier.SetVaultNotifications({ vaultName, vaultNotificationConfig: wrong }),
  ).toThrow('Invalid event: ArchiveUploaded')
  glacier.DeleteVaultNotifications({ vaultName })
  expect(() => glacier.GetVaultNotifications({ vaultName })).toThrow(ResourceNotFoundException)
})

describe('the tags of a vault', () => {
  test('are added, replaced and removed', () => {
    const { glacier } = testGlacier()
    glacier.AddTagsToVault({ vaultName, Tags: { section: '3.6', course: '' } })
    glacier.AddTagsToVault({ vaultName, Tags: { section: '3.7' } })
    expect(glacier.ListTagsForVault({ vaultName })).toEqual({
      Tags: { section: '3.7', course: '' },
    })
    glacier.RemoveTagsFromVault({ vaultName, TagKeys: ['course', 'unknown'] })
    expect(glacier.ListTagsForVault({ vaultName })).toEqual({ Tags: { section: '3.7' } })
  })

  test('number 50 at most', () => {
    const { glacier } = testGlacier()
    const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag-${n}`, 'x']))
    glacier.AddTagsToVault({ vaultName, Tags })
    expect(() => glacier.AddTagsToVault({ vaultName, Tags: { more: 'x' } })).toThrow(
      LimitExceededException,
    )
    expect(() => glacier.AddTagsToVault({ vaultName, Tags: { 'tag-1': 'y' } })).not.toThrow()
    const long = { ['k'.repeat(129)]: '' }
    expect(() => glacier.AddTagsToVault({ vaultName, Tags: long })).toThrow(
      InvalidParameterValueException,
    )
  })
})

describe('a vault lock', () => {
  const denied = expect.objectContaining({ name: 'AccessDeniedException' })

  test('is initiated, then completed with its id, and stays', async () => {
    const { clock, glacier } = testGlacier()
    const lockId = glacier.InitiateVaultLock({ vaultName, policy: { Policy } }).lockId
    expect(glacier.GetVaultLock({ vaultName })).toEqual({
      Policy,
      State: 'InProgress',
      CreationDate: '2026-03-02T12:00:00.000Z',
      ExpirationDate: '2026-03-03T12:00:00.000Z',
    })
    expect(() => glacier.InitiateVaultLock({ vaultName, policy: { Policy } })).toThrow(denied)
    expect(() => glacier.CompleteVaultLock({ vaultName, lockId: 'x' })).toThrow(
      InvalidParameterValueException,
    )
    glacier.CompleteVaultLock({ vaultName, lockId })
    glacier.CompleteVaultLock({ vaultName, lockId })
    expect(() => glacier.CompleteVaultLock({ vaultName, lockId: 'x' })).toThrow(denied)
    expect(() => glacier.AbortVaultLock({ vaultName })).toThrow(denied)
    await clock.advance(30 * DAY)
    expect(glacier.GetVaultLock({ vaultName }).State).toBe('Locked')
  })

  test('is gone when it is aborted or a day has passed', async () => {
    const { clock, glacier } = testGlacier()
    glacier.InitiateVaultLock({ vaultName, policy: { Policy } })
    glacier.AbortVaultLock({ vaultName })
    glacier.AbortVaultLock({ vaultName })
    expect(() => glacier.GetVaultLock({ vaultName })).toThrow(ResourceNotFoundException)
    const { lockId } = glacier.InitiateVaultLock({ vaultName, policy: { Policy } })
    await clock.advance(DAY)
    expect(() => glacier.CompleteVaultLock({ vaultName, lockId })).toThrow(
      ResourceNotFoundException,
    )
  })
})

describe('a data retrieval policy', () => {
  test('allows everything where none was set', () => {
    const { glacier } = testGlacier()
    expect(glacier.GetDataRetrievalPolicy()).toEqual({ Policy: { Rules: [{ Strategy: 'None' }] } })
  })

  test('has one rule, with a rate only for the strategy BytesPerHour', () => {
    const { glacier } = testGlacier()
    const set = (...Rules: object[]) => glacier.SetDataRetrievalPolicy({ Policy: { Rules } })
    expect(() => set()).toThrow(InvalidParameterValueException)
    expect(() => set({ Strategy: 'None' }, { Strategy: 'None' })).toThrow(
      InvalidParameterValueException,
    )
    expect(() => set({ Strategy: 'BytesPerHour' })).toThrow(InvalidParameterValueException)
    expect(() => set({ Strategy: 'None', BytesPerHour: 1 })).toThrow(InvalidParameterValueException)
    const rule = { Strategy: 'BytesPerHour', BytesPerHour: 1024 }
    set(rule)
    expect(glacier.GetDataRetrievalPolicy()).toEqual({ Policy: { Rules: [rule] } })
  })

  test('refuses the standard retrieval that would exceed its rate', async () => {
    const { clock, glacier, initiate, upload } = testGlacier()
    const ArchiveId = upload(archiveOf(5 * MIB))
    const retrieve = (Tier: string) => initiate({ Type: 'archive-retrieval', ArchiveId, Tier })
    const Rules = [{ Strategy: 'BytesPerHour', BytesPerHour: 1.5 * MIB }]
    glacier.SetDataRetrievalPolicy({ Policy: { Rules } })
    retrieve('Standard')
    expect(() => retrieve('Standard')).toThrow(PolicyEnforcedException)
    expect(() => retrieve('Standard')).toThrow(
      'InitiateJob request denied by current data retrieval policy.',
    )
    expect(() => retrieve('Bulk')).not.toThrow()
    await clock.advance(5 * HOUR)
    expect(() => retrieve('Standard')).not.toThrow()
  })
})

describe('provisioned capacity', () => {
  test('is bought by the month, two units at most', async () => {
    const { clock, glacier } = testGlacier()
    const { capacityId } = glacier.PurchaseProvisionedCapacity()
    glacier.PurchaseProvisionedCapacity()
    expect(() => glacier.PurchaseProvisionedCapacity()).toThrow(LimitExceededException)
    expect(glacier.ListProvisionedCapacity().ProvisionedCapacityList![0]).toEqual({
      CapacityId: capacityId,
      StartDate: '2026-03-02T12:00:00.000Z',
      ExpirationDate: '2026-04-02T12:00:00.000Z',
    })
    await clock.advance(31 * DAY)
    expect(glacier.ListProvisionedCapacity().ProvisionedCapacityList).toEqual([])
  })

  test('ends on the last day of a month that is shorter', async () => {
    const { clock, glacier } = testGlacier()
    await clock.advance(29 * DAY)
    glacier.PurchaseProvisionedCapacity()
    const [unit] = glacier.ListProvisionedCapacity().ProvisionedCapacityList!
    expect(unit).toMatchObject({
      StartDate: '2026-03-31T12:00:00.000Z',
      ExpirationDate: '2026-04-30T12:00:00.000Z',
    })
  })
})
