import {
  type CreateJobRequest,
  EntityNotFoundException,
  IdempotentParameterMismatchException,
  InvalidInputException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { START_OF_TIME } from '../../clock.ts'
import { jobTags } from './jobs-state.ts'
import { testJobs } from './test-jobs.ts'

describe('a job', () => {
  test('gets the defaults of AWS', () => {
    const { glue, create } = testJobs()
    create('rides')
    expect(glue.GetJob({ JobName: 'rides' }).Job).toMatchObject({
      Name: 'rides',
      JobMode: 'SCRIPT',
      GlueVersion: '6.0',
      Timeout: 480,
      MaxRetries: 0,
      ExecutionProperty: { MaxConcurrentRuns: 1 },
      WorkerType: 'G.1X',
      NumberOfWorkers: 10,
      MaxCapacity: 10,
      CreatedOn: new Date(START_OF_TIME),
    })
    create('old', { GlueVersion: '4.0' })
    expect(glue.GetJob({ JobName: 'old' }).Job?.Timeout).toBe(2880)
    create('shell', { Command: { Name: 'pythonshell' } })
    expect(glue.GetJob({ JobName: 'shell' }).Job?.MaxCapacity).toBe(0.0625)
  })

  test('can be created twice, but not with different values', () => {
    const { create } = testJobs()
    create('rides', { MaxRetries: 1, Timeout: 5 })
    expect(() => create('rides', { Timeout: 5, MaxRetries: 1 })).not.toThrow()
    const change = () => create('rides', { MaxRetries: 2, Timeout: 5 })
    expect(change).toThrow(IdempotentParameterMismatchException)
  })

  test.each<[string, Partial<CreateJobRequest>]>([
    ['no role', { Role: undefined }],
    ['no command', { Command: undefined }],
    ['an unknown command', { Command: { Name: 'bash' } }],
    ['a timeout of more than 7 days', { Timeout: 10_081 }],
    ['no time at all', { Timeout: 0 }],
    ['11 retries', { MaxRetries: 11 }],
    ['no runs', { ExecutionProperty: { MaxConcurrentRuns: 0 } }],
  ])('is not valid with %s', (_, more) => {
    const { create } = testJobs()
    expect(() => create('rides', more)).toThrow(ValidationException)
  })

  test.each<[string, Partial<CreateJobRequest>]>([
    ['an unknown version', { GlueVersion: '3.5' }],
    ['workers of no type', { NumberOfWorkers: 2 }],
    ['both ways to give capacity', { WorkerType: 'G.1X', NumberOfWorkers: 2, MaxCapacity: 2 }],
    ['MaxCapacity after Glue 2.0', { MaxCapacity: 10 }],
    ['streaming workers in a batch job', { WorkerType: 'G.025X', NumberOfWorkers: 2 }],
    [
      'large workers before Glue 4.0',
      {
        GlueVersion: '3.0',
        WorkerType: 'G.16X',
        NumberOfWorkers: 2,
      },
    ],
    ['a flexible streaming job', { Command: { Name: 'gluestreaming' }, ExecutionClass: 'FLEX' }],
  ])('is refused with %s', (_, more) => {
    const { create } = testJobs()
    expect(() => create('rides', more)).toThrow(InvalidInputException)
  })

  test('of an old version neither starts nor is created after 1 April 2026, Pacific time', async () => {
    const { clock, glue, create, start } = testJobs()
    create('old', { GlueVersion: '2.0' })
    await clock.advance(Date.UTC(2026, 3, 1, 6, 59) - clock.now())
    expect(() => create('last', { GlueVersion: '1.0' })).not.toThrow()
    await clock.advance(60_000)
    expect(() => create('late', { GlueVersion: '0.9' })).toThrow('end of life')
    expect(() => start('old')).toThrow(InvalidInputException)
    glue.UpdateJob({
      JobName: 'old',
      JobUpdate: { Role: 'glue-role', Command: { Name: 'glueetl' }, GlueVersion: '5.0' },
    })
    expect(() => start('old')).not.toThrow()
  })

  test('is overwritten by an update, except for its version', () => {
    const { glue, create } = testJobs()
    create('rides', { GlueVersion: '4.0', MaxRetries: 2, Description: 'Rides of a day' })
    const JobUpdate = { Role: 'other-role', Command: { Name: 'glueetl' } }
    glue.UpdateJob({ JobName: 'rides', JobUpdate })
    const { Job } = glue.GetJob({ JobName: 'rides' })
    expect(Job).toMatchObject({ Role: 'other-role', GlueVersion: '4.0', MaxRetries: 0 })
    expect(Job).not.toHaveProperty('Description')
    expect(() => glue.UpdateJob({ JobName: 'none', JobUpdate })).toThrow(EntityNotFoundException)
    expect(() => glue.UpdateJob({ JobName: 'rides', JobUpdate: {} })).toThrow(ValidationException)
  })

  test('is gone when deleted, and deleting it again is no error', () => {
    const { glue, create } = testJobs()
    create('rides')
    expect(glue.DeleteJob({ JobName: 'rides' })).toEqual({ JobName: 'rides' })
    expect(() => glue.GetJob({ JobName: 'rides' })).toThrow(EntityNotFoundException)
    expect(glue.DeleteJob({ JobName: 'rides' })).toEqual({ JobName: 'rides' })
  })
})

test('jobs are listed by name, page by page, and by their tags', () => {
  const { glue, jobs, create } = testJobs()
  create('b', { Tags: { team: 'data' } })
  create('c')
  create('a', { Tags: { team: 'data', stage: 'test' } })
  const first = glue.GetJobs({ MaxResults: 2 })
  expect(first.Jobs?.map(({ Name }) => Name)).toEqual(['a', 'b'])
  const { Jobs, NextToken } = glue.GetJobs({ MaxResults: 2, NextToken: first.NextToken })
  expect([Jobs?.map(({ Name }) => Name), NextToken]).toEqual([['c'], undefined])
  expect(glue.ListJobs({ Tags: { team: 'data' } }).JobNames).toEqual(['a', 'b'])
  const batch = glue.BatchGetJobs({ JobNames: ['c', 'x'] })
  expect(batch).toMatchObject({ Jobs: [{ Name: 'c' }], JobsNotFound: ['x'] })
  const arn = 'arn:aws:glue:us-east-1:123456789012:job/b'
  expect(jobTags(jobs, arn)).toEqual(new Map([['team', 'data']]))
})
