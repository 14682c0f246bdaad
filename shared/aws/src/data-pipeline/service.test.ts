// Longer than most: one life of a pipeline, from its definition to its end.
import * as sdk from '@aws-sdk/client-data-pipeline'
import type { PipelineObject } from '@aws-sdk/client-data-pipeline'
import { describe, expect, test } from 'vitest'
import { Agenda } from '../agenda.ts'
import { VirtualClock } from '../clock.ts'
import { freshWorld } from '../fresh-world.ts'
import { dataPipelineOperations, dataPipelineService } from './service.ts'

const MINUTE = 60_000

/** A fresh Data Pipeline with one pipeline. */
function testPipeline({ existingCustomer = true } = {}) {
  const clock = new VirtualClock()
  let drawn = 0
  const world = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes: number) => (++drawn).toString(16).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const state = { pipelines: new Map(), deleted: new Set<string>() }
  const agenda = new Agenda(clock)
  const service = dataPipelineOperations({ world, sdk, agenda, existingCustomer, ...state })
  const create = (name = 'copy', uniqueId = '1') =>
    service.CreatePipeline({ name, uniqueId }).pipelineId!
  return {
    clock,
    service,
    create,
    put: (pipelineId: string, pipelineObjects: PipelineObject[]) =>
      service.PutPipelineDefinition({ pipelineId, pipelineObjects }),
    state: (pipelineId: string) =>
      service
        .DescribePipelines({ pipelineIds: [pipelineId] })
        .pipelineDescriptionList![0]!.fields!.find(({ key }) => key === '@pipelineState')!
        .stringValue,
  }
}

function object(id: string, fields: Record<string, string> = {}): PipelineObject {
  return {
    id,
    name: id,
    fields: Object.entries(fields).map(([key, value]) =>
      value.startsWith('ref:') ? { key, refValue: value.slice(4) } : { key, stringValue: value },
    ),
  }
}

const hello = object('SayHello', {
  type: 'ShellCommandActivity',
  command: 'echo hello',
  workerGroup: 'workers',
  scheduleType: 'ondemand',
})

test('Data Pipeline answers the client of the SDK', async () => {
  const client = freshWorld().client<sdk.DataPipelineClient>('DataPipelineClient')
  expect((await client.send(new sdk.ListPipelinesCommand({}))).pipelineIdList).toEqual([])
  const poll = new sdk.PollForTaskCommand({ workerGroup: 'workers' })
  await expect(client.send(poll)).rejects.toThrow('does not emulate PollForTask')
})

test('every operation of Data Pipeline is one that the SDK knows', () => {
  for (const name of Object.keys(testPipeline().service)) {
    expect(sdk).toHaveProperty(`${name}Command`)
  }
})

describe('CreatePipeline', () => {
  test('answers the same for the same name and unique id', () => {
    const { create } = testPipeline()
    expect(create('copy', '1')).toBe(create('copy', '1'))
    expect(create('copy', '2')).not.toBe(create('copy', '1'))
    expect(create('copy', '1')).toMatch(/^df-[0-9A-Z]{20}$/)
  })

  test('is closed to new customers', () => {
    expect(() => testPipeline({ existingCustomer: false }).create()).toThrow('new customers')
    expect(dataPipelineService({ existingCustomer: false }).name).toBe('DataPipeline')
  })
})

describe('PutPipelineDefinition', () => {
  test('saves a definition also with errors that keep it from running', () => {
    const { service, create, put } = testPipeline()
    const pipelineId = create()
    const objects = [object('Copy', { type: 'CopyActivity', input: 'ref:Nowhere' })]
    expect(put(pipelineId, objects)).toMatchObject({
      errored: true,
      validationErrors: [{ id: 'Copy' }],
      validationWarnings: [{ id: 'Copy', warnings: [expect.any(String), expect.any(String)] }],
    })
    expect(service.GetPipelineDefinition({ pipelineId }).pipelineObjects).toEqual(objects)
    expect(() => service.ActivatePipeline({ pipelineId })).toThrow('failed to validate')
  })

  test.each([
    ['an empty name', [{ ...object('a'), name: '' }]],
    ['an empty field', [object('a', { command: '' })]],
    ['too many objects', Array.from({ length: 101 }, (_, index) => object(`o${index}`))],
  ])('does not save a definition with %s', (_, objects) => {
    const { service, create, put } = testPipeline()
    const pipelineId = create()
    expect(put(pipelineId, objects).errored).toBe(true)
    expect(service.GetPipelineDefinition({ pipelineId }).pipelineObjects).toEqual([])
  })

  test('finds circles', () => {
    const { service, create } = testPipeline()
    const pipelineObjects = [
      object('a', { dependsOn: 'ref:b' }),
      object('b', { dependsOn: 'ref:a' }),
      object('c', { dependsOn: 'ref:a' }),
    ]
    const input = { pipelineId: create(), pipelineObjects }
    const { validationErrors } = service.ValidatePipelineDefinition(input)
    expect(validationErrors?.map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('an active pipeline', () => {
  test('runs its activities and is finished', async () => {
    const { clock, service, create, put, state } = testPipeline()
    const pipelineId = create()
    put(pipelineId, [hello])
    expect(state(pipelineId)).toBe('PENDING')
    service.ActivatePipeline({ pipelineId })
    expect(state(pipelineId)).toBe('SCHEDULED')
    await clock.advance(MINUTE)
    const { ids } = service.QueryObjects({ pipelineId, sphere: 'INSTANCE' })
    expect(ids).toEqual(['@SayHello_2026-03-02T12:00:00'])
    const { pipelineObjects } = service.DescribeObjects({ pipelineId, objectIds: ids })
    expect(pipelineObjects?.[0]?.fields).toContainEqual({ key: '@status', stringValue: 'RUNNING' })
    await clock.advance(MINUTE)
    expect(state(pipelineId)).toBe('FINISHED')
    expect(() => put(pipelineId, [hello])).toThrow('FINISHED')
  })

  test.each([
    [true, 'INACTIVE', 'INACTIVE'],
    [false, 'DEACTIVATING', 'INACTIVE'],
  ])('is deactivated, cancelling %s', async (cancelActive, soon, late) => {
    const { clock, service, create, put, state } = testPipeline()
    const pipelineId = create()
    put(pipelineId, [hello])
    service.ActivatePipeline({ pipelineId })
    service.DeactivatePipeline({ pipelineId, cancelActive })
    expect(state(pipelineId)).toBe(soon)
    await clock.advance(2 * MINUTE)
    expect(state(pipelineId)).toBe(late)
  })

  test('keeps its active definition apart from the latest', () => {
    const { service, create, put } = testPipeline()
    const pipelineId = create()
    put(pipelineId, [hello])
    service.ActivatePipeline({ pipelineId })
    put(pipelineId, [hello, object('Default')])
    const count = (version?: string) =>
      service.GetPipelineDefinition({ pipelineId, ...(version ? { version } : {}) })
        .pipelineObjects!.length
    expect([count('active'), count(), count('latest')]).toEqual([1, 2, 2])
    expect(() => count('first')).toThrow('latest or active')
  })
})

test('instances tell when they were scheduled, began and ended, and are found by it', async () => {
  const { clock, service, create, put } = testPipeline()
  const pipelineId = create()
  put(pipelineId, [hello])
  service.ActivatePipeline({ pipelineId })
  const query = (...values: string[]) => {
    const operator = { type: 'BETWEEN' as const, values }
    const selectors = [{ fieldName: '@actualStartTime', operator }]
    return service.QueryObjects({ pipelineId, sphere: 'INSTANCE', query: { selectors } }).ids!
  }
  expect(query('2026-03-01T00:00:00', '2026-03-05T00:00:00')).toEqual([])
  await clock.advance(2 * MINUTE)
  const objectIds = query('2026-03-01T00:00:00', '2026-03-05T00:00:00')
  const { pipelineObjects } = service.DescribeObjects({ pipelineId, objectIds })
  const fields = pipelineObjects![0]!.fields!.map(({ key, stringValue }) => [key, stringValue])
  expect(Object.fromEntries(fields)).toMatchObject({
    '@scheduledStartTime': '2026-03-02T12:00:00',
    '@actualStartTime': '2026-03-02T12:01:00',
    '@actualEndTime': '2026-03-02T12:02:00',
  })
  expect(query('2026-03-03T00:00:00', '2026-03-05T00:00:00')).toEqual([])
})

test('QueryObjects selects components by their fields', () => {
  const { service, create, put } = testPipeline()
  const pipelineId = create()
  put(pipelineId, [hello, object('Default', { type: 'Default' })])
  const query = (values: string[]) =>
    service.QueryObjects({
      pipelineId,
      sphere: 'COMPONENT',
      query: { selectors: [{ fieldName: 'type', operator: { type: 'EQ', values } }] },
    }).ids
  expect(query(['ShellCommandActivity'])).toEqual(['SayHello'])
  expect(query(['CopyActivity'])).toEqual([])
})

test('tags are added, replaced and removed, and a deleted pipeline is gone', () => {
  const { service, create } = testPipeline()
  const pipelineId = create()
  service.AddTags({ pipelineId, tags: [{ key: 'team', value: 'a' }] })
  service.AddTags({
    pipelineId,
    tags: [
      { key: 'team', value: 'b' },
      { key: 'stage', value: 't' },
    ],
  })
  service.RemoveTags({ pipelineId, tagKeys: ['stage'] })
  const { pipelineDescriptionList } = service.DescribePipelines({ pipelineIds: [pipelineId] })
  expect(pipelineDescriptionList?.[0]?.tags).toEqual([{ key: 'team', value: 'b' }])
  service.DeletePipeline({ pipelineId })
  const describePipeline = (id: string) => service.DescribePipelines({ pipelineIds: [id] })
  expect(() => describePipeline(pipelineId)).toThrow(sdk.PipelineDeletedException)
  expect(() => describePipeline('df-NONE')).toThrow(sdk.PipelineNotFoundException)
})
