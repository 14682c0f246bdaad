import { describe, expect, test } from 'vitest'
import { testBatch } from './test-batch.ts'

const containerProperties = { image: 'busybox', command: ['echo', 'Ref::city', 'Ref::none'] }
const definition = { jobDefinitionName: 'echo', type: 'container', containerProperties } as const

describe('a job definition', () => {
  test('gets a new revision each time, and jobs take the latest that is active', () => {
    const { batch, submit, job } = testBatch()
    const register = () => batch.RegisterJobDefinition(definition).revision
    expect([register(), register(), register()]).toEqual([1, 2, 3])
    batch.DeregisterJobDefinition({ jobDefinition: 'echo:3' })
    expect(job(submit({ jobDefinition: 'echo' })).jobDefinition).toMatch(/echo:2$/)
    expect(job(submit({ jobDefinition: 'echo:1' })).jobDefinition).toMatch(/echo:1$/)
    expect(() => submit({ jobDefinition: 'echo:3' })).toThrow('not active')
    expect(register()).toBe(4)
    const jobDefinitionName = 'echo'
    const { jobDefinitions } = batch.DescribeJobDefinitions({ jobDefinitionName, status: 'ACTIVE' })
    expect(jobDefinitions?.map(({ revision }) => revision)).toEqual([4, 2, 1])
  })

  test('fills its parameters into the command, the request before its own', () => {
    const { batch, submit, job } = testBatch()
    batch.RegisterJobDefinition({ ...definition, parameters: { city: 'Seattle' } })
    const command = (parameters?: Record<string, string>) =>
      job(submit({ jobDefinition: 'echo', ...(parameters ? { parameters } : {}) })).container
        ?.command
    expect(command()).toEqual(['echo', 'Seattle', 'Ref::none'])
    expect(command({ city: 'New York' })).toEqual(['echo', 'New York', 'Ref::none'])
  })

  test.each([
    [{ jobDefinitionName: 'a b' }, 'jobDefinitionName'],
    [{ type: 'multinode' as const }, 'not emulated'],
    [{ containerProperties: {} }, 'image'],
    [{ timeout: { attemptDurationSeconds: 59 } }, 'between 60'],
    [{ retryStrategy: { attempts: 11 } }, 'between 1 and 10'],
  ])('refuses %j', (input, message) => {
    const { batch } = testBatch()
    expect(() => batch.RegisterJobDefinition({ ...definition, ...input })).toThrow(message)
  })
})
