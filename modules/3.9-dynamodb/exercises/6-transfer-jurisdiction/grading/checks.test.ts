import { candidate, checksFor, expect } from '@workshop/testkit'
import type { CheckContext } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { transferJurisdiction, TokenReused, TooManyOfficers } = candidate(
  () => import('../transfer-jurisdiction.ts'),
)

const FROM = '0b9f7c5e-6a52-4f0c-9d0b-0a3a5d0c8f11'
const TO = 'c2a86f7e-3e0d-4c39-8a36-51f3b8f0f2aa'
const ELSEWHERE = '5f1e8a64-8a1b-47a5-a6a4-6c2a0e8a1d33'

async function force({ aws, sleep }: CheckContext, badges: string[]) {
  const officers = await aws.dynamodb.table({ key: { badge: 'S' } })
  const departments = await aws.dynamodb.table({ key: { guid: 'S' } })
  await officers.put(...badges.map((badge) => ({ badge, department: FROM, rank: 'sergeant' })))
  await departments.put(
    { guid: FROM, officers: badges.length, city: 'Hollister' },
    { guid: TO, officers: 40, city: 'Salinas' },
  )
  const deps = {
    doc: aws.dynamodb.doc,
    officers: officers.name,
    departments: departments.name,
    sleep,
  }
  const counters = async () => [
    (await departments.get({ guid: FROM }))?.['officers'],
    (await departments.get({ guid: TO }))?.['officers'],
  ]
  const departmentOf = async (badge: string) => (await officers.get({ badge }))?.['department']
  // An endpoint that is used again knows the tokens of the last ten minutes.
  const token = (name: string) => aws.uniqueName(name)
  return { officers, deps, counters, departmentOf, token }
}

check('moves officers and both counters together', async (context) => {
  const badges = ['204', '205', '206', '207']
  const { officers, deps, counters, token } = await force(context, badges)

  const moving = ['204', '206', '207']
  const transfer = { from: FROM, to: TO, officers: moving, token: token('spring-merger') }
  expect(await transferJurisdiction(transfer, deps)).toEqual({ status: 'transferred', officers: 3 })

  expect(await counters()).toEqual([1, 43])
  expect(await officers.get({ badge: '206' })).toEqual({
    badge: '206',
    department: TO,
    rank: 'sergeant',
  })
  expect(await officers.get({ badge: '205' })).toMatchObject({ department: FROM })
})

check(
  'changes nothing when some officers serve elsewhere, and names exactly those',
  async (context) => {
    const badges = ['31', '33', '35']
    const { officers, deps, counters, departmentOf, token } = await force(context, badges)
    await officers.put({ badge: '32', department: ELSEWHERE }, { badge: '34', department: TO })

    const transfer = {
      from: FROM,
      to: TO,
      officers: ['31', '32', '33', '34', '35', '36'],
      token: token('autumn'),
    }
    const result = await transferJurisdiction(transfer, deps)

    // Nobody has the badge 36.
    expect(result).toEqual({ status: 'refused', officers: ['32', '34', '36'] })
    expect(await counters()).toEqual([3, 40])
    expect(await departmentOf('31')).toBe(FROM)
    expect(await departmentOf('32')).toBe(ELSEWHERE)
  },
)

check(
  'tries again after a conflict with another transaction, under the same token',
  async (context) => {
    const { aws } = context
    const { deps, counters, token } = await force(context, ['61', '62'])
    const reasons = [
      { Code: 'None' },
      { Code: 'TransactionConflict' },
      { Code: 'None' },
      { Code: 'None' },
    ]
    const conflict = {
      name: 'TransactionCanceledException',
      message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
      data: { CancellationReasons: reasons },
    }
    aws.faults.fail('TransactWriteItems', conflict, { call: [1, 2] })

    const transfer = { from: FROM, to: TO, officers: ['61', '62'], token: token('night-shift') }
    expect(await transferJurisdiction(transfer, deps)).toEqual({
      status: 'transferred',
      officers: 2,
    })

    expect(await counters()).toEqual([0, 42])
    const tokens = aws.calls('TransactWriteItems').map(({ input }) => input['ClientRequestToken'])
    expect(tokens).toEqual([transfer.token, transfer.token, transfer.token])

    aws.faults.fail('TransactWriteItems', conflict, { call: 'all' })
    const stuck = transferJurisdiction({ ...transfer, token: token('day-shift') }, deps)
    await expect(stuck).rejects.toMatchObject({ name: 'TransactionCanceledException' })
    expect(aws.calls('TransactWriteItems')).toHaveLength(3 + 5)
  },
)

check('does not try again when a condition failed', async (context) => {
  const { officers, deps, token } = await force(context, ['71'])
  await officers.put({ badge: '72', department: ELSEWHERE })
  const started = context.now()

  const transfer = { from: FROM, to: TO, officers: ['71', '72'], token: token('harbour') }
  expect(await transferJurisdiction(transfer, deps)).toMatchObject({ status: 'refused' })

  expect(context.now()).toBe(started)
  expect(context.aws.calls('TransactWriteItems').length).toBeLessThan(2)
})

check('moves nobody twice when the same transfer is sent again', async (context) => {
  const { deps, counters, token } = await force(context, ['81', '82'])
  const transfer = { from: FROM, to: TO, officers: ['81', '82'], token: token('airport') }

  await transferJurisdiction(transfer, deps)
  const again = await transferJurisdiction(transfer, deps)

  expect(again).toEqual({ status: 'transferred', officers: 2 })
  expect(await counters()).toEqual([0, 42])
})

check('tells a token that was used for another transfer', async (context) => {
  const { deps, departmentOf, token } = await force(context, ['91', '92'])
  const transfer = { from: FROM, to: TO, officers: ['91'], token: token('county') }
  await transferJurisdiction(transfer, deps)

  const other = transferJurisdiction({ ...transfer, officers: ['92'] }, deps)

  await expect(other).rejects.toBeInstanceOf(TokenReused)
  expect(await departmentOf('92')).toBe(FROM)
})

check('refuses more officers than a transaction holds, before any call', async (context) => {
  const badges = Array.from({ length: 99 }, (_, position) => String(1_000 + position))
  const { deps, token } = await force(context, badges)

  const tooMany = transferJurisdiction(
    { from: FROM, to: TO, officers: badges, token: token('state') },
    deps,
  )
  await expect(tooMany).rejects.toBeInstanceOf(TooManyOfficers)
  expect(context.aws.calls()).toHaveLength(0)

  const fits = { from: FROM, to: TO, officers: badges.slice(1), token: token('state') }
  expect(await transferJurisdiction(fits, deps)).toEqual({ status: 'transferred', officers: 98 })
})
