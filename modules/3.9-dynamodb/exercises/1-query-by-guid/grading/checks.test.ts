import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { queryPoliceDepartmentRecordByGuid, InvalidRecord } = candidate(
  () => import('../query-by-guid.ts'),
)

const READS = ['GetItem', 'Query', 'BatchGetItem', 'TransactGetItems', 'Scan']

const canada = {
  guid: '1841d7ce-ed8a-8251-ae57-ea9ff65fbc1f',
  PoliceDepartmentName: 'La Cañada Flintridge',
  UpdateTime: 'Tue Nov 13 06:07:08 2018',
}
const missouri = {
  guid: '4bbfe7b3-f46c-89ee-ad7f-1f5e0a7ec53e',
  PoliceDepartmentName: 'Hollister',
  UpdateTime: 'Sat Mar  3 00:00:01 2018',
}
const NOBODYS = 'd63ce569-d9ac-8f89-abbb-364b65ee6b75'

check('returns the record under the guid', async (context) => {
  const { deps } = await departments(context)
  expect(await queryPoliceDepartmentRecordByGuid(missouri.guid, deps)).toEqual(missouri)
  expect(await queryPoliceDepartmentRecordByGuid(canada.guid, deps)).toEqual(canada)
})

check('reads one item, in one request', async (context) => {
  const { deps } = await departments(context)
  expect(await queryPoliceDepartmentRecordByGuid(canada.guid, deps)).toEqual(canada)
  expect(context.aws.calls()).toHaveLength(1)
  expect(context.aws.calls('Scan')).toHaveLength(0)
})

check('resolves to undefined where there is no record', async (context) => {
  const { deps } = await departments(context)
  expect(await queryPoliceDepartmentRecordByGuid(NOBODYS, deps)).toBeUndefined()
})

check('writes one structured line before it asks', async (context) => {
  const { deps } = await departments(context)
  const { aws, logged } = context
  const line = (guid: string) => ({
    level: 'info',
    message: 'Get PD record by GUID',
    fields: {
      region_name: 'eu-west-1',
      aws_service: 'dynamodb',
      police_department_table: deps.table,
      guid,
    },
  })
  const linesWhenAsked: number[] = []
  for (const operation of READS) {
    aws.faults.on(operation, {}, (_, proceed) => {
      linesWhenAsked.push(logged.length)
      return proceed()
    })
  }
  await queryPoliceDepartmentRecordByGuid(canada.guid, deps)
  expect(logged).toEqual([line(canada.guid)])
  expect(linesWhenAsked).toEqual([1])

  const nowhere = { ...deps, table: 'no-such-table' }
  const failure = queryPoliceDepartmentRecordByGuid(missouri.guid, nowhere)
  await expect(failure).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const { fields, ...last } = line(missouri.guid)
  expect(logged[1]).toEqual({
    ...last,
    fields: { ...fields, police_department_table: 'no-such-table' },
  })
  expect(logged).toHaveLength(2)
})

check('refuses a malformed guid before it asks', async (context) => {
  const { deps } = await departments(context)
  const malformed = [
    '',
    `${canada.guid} `,
    `pd-${canada.guid}`,
    `${canada.guid}\n`,
    canada.guid.replaceAll('-', ''),
    canada.guid.replace('e', 'g'),
    undefined as unknown as string,
  ]
  for (const guid of malformed) {
    const failure = queryPoliceDepartmentRecordByGuid(guid, deps)
    await expect(failure).rejects.toBeInstanceOf(TypeError)
  }
  expect(context.aws.calls()).toHaveLength(0)
})

check('keeps attributes it does not know', async (context) => {
  const { table, deps } = await departments(context)
  const more = {
    ...canada,
    Officers: 63,
    Aliases: new Set(['LCF', 'La Canada']),
    Address: { zip: '01011', floors: [1, 2] },
    Chief: null,
  }
  await table.put(more)
  expect(await queryPoliceDepartmentRecordByGuid(canada.guid, deps)).toEqual(more)
})

check('refuses an item that is not a police department', async (context) => {
  const { table, deps } = await departments(context)
  const broken = [
    { guid: NOBODYS, PoliceDepartmentName: 'Fillmore' },
    { guid: NOBODYS, UpdateTime: canada.UpdateTime },
    { ...canada, guid: NOBODYS, UpdateTime: 1_520_000_000 },
    { ...canada, guid: NOBODYS, PoliceDepartmentName: null },
  ]
  for (const item of broken) {
    await table.put(item)
    const failure = queryPoliceDepartmentRecordByGuid(NOBODYS, deps)
    await expect(failure).rejects.toBeInstanceOf(InvalidRecord)
  }
})

check('lets throttling through', async (context) => {
  const { deps } = await departments(context)
  const name = 'ProvisionedThroughputExceededException'
  for (const operation of READS) context.aws.faults.fail(operation, { name }, { call: 'all' })
  const failure = queryPoliceDepartmentRecordByGuid(canada.guid, deps)
  await expect(failure).rejects.toMatchObject({ name })
})

async function departments({ aws, log }: CheckContext) {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  await table.put(canada, missouri)
  return { table, deps: { doc: aws.dynamodb.doc, table: table.name, region: 'eu-west-1', log } }
}
