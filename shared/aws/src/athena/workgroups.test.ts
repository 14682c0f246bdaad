import { expect, test } from 'vitest'
import { testAthena } from './test-athena.ts'

test('every account has the workgroup primary, which enforces nothing', () => {
  const { athena, clock } = testAthena()
  expect(athena.GetWorkGroup({ WorkGroup: 'primary' }).WorkGroup).toMatchObject({
    Name: 'primary',
    State: 'ENABLED',
    CreationTime: new Date(clock.now()),
    Configuration: {
      EnforceWorkGroupConfiguration: false,
      EngineVersion: {
        SelectedEngineVersion: 'AUTO',
        EffectiveEngineVersion: 'Athena engine version 3',
      },
    },
  })
  expect(() => athena.DeleteWorkGroup({ WorkGroup: 'primary' })).toThrow('cannot be deleted')
})

test('workgroups are created, updated, listed and deleted', () => {
  const { athena } = testAthena()
  const ResultConfiguration = { OutputLocation: 's3://results/' }
  athena.CreateWorkGroup({
    Name: 'analysts',
    Description: 'Ask much',
    Configuration: { ResultConfiguration, BytesScannedCutoffPerQuery: 10_000_000 },
    Tags: [{ Key: 'team', Value: 'data' }],
  })
  expect(() => athena.CreateWorkGroup({ Name: 'analysts' })).toThrow('is already created')
  const group = () => athena.GetWorkGroup({ WorkGroup: 'analysts' }).WorkGroup!
  expect(group().Configuration).toMatchObject({
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 10_000_000,
    ResultConfiguration,
  })
  athena.UpdateWorkGroup({
    WorkGroup: 'analysts',
    State: 'DISABLED',
    Description: 'Ask nothing',
    ConfigurationUpdates: {
      RemoveBytesScannedCutoffPerQuery: true,
      ResultConfigurationUpdates: { RemoveOutputLocation: true },
      RequesterPaysEnabled: true,
    },
  })
  expect(group()).toMatchObject({ State: 'DISABLED', Description: 'Ask nothing' })
  expect(group().Configuration).toMatchObject({
    ResultConfiguration: {},
    RequesterPaysEnabled: true,
  })
  expect(group().Configuration).not.toHaveProperty('BytesScannedCutoffPerQuery')
  const names = athena.ListWorkGroups({}).WorkGroups?.map(({ Name }) => Name)
  expect(names).toEqual(['analysts', 'primary'])
  athena.DeleteWorkGroup({ WorkGroup: 'analysts' })
  expect(() => group()).toThrow('WorkGroup analysts is not found.')
})

test('a workgroup with something in it is deleted only with all of it', () => {
  const { athena } = testAthena()
  athena.CreateWorkGroup({ Name: 'busy' })
  const query = { Name: 'all', Database: 'lake', QueryString: 'SELECT 1', WorkGroup: 'busy' }
  athena.CreateNamedQuery(query)
  expect(() => athena.DeleteWorkGroup({ WorkGroup: 'busy' })).toThrow('WorkGroup busy is not empty')
  athena.DeleteWorkGroup({ WorkGroup: 'busy', RecursiveDeleteOption: true })
  athena.CreateWorkGroup({ Name: 'busy' })
  expect(athena.ListNamedQueries({ WorkGroup: 'busy' }).NamedQueryIds).toEqual([])
})

test.each([
  [{ Name: 'with spaces' }, 'regular expression'],
  [{ Name: 'x', Configuration: { BytesScannedCutoffPerQuery: 9_999_999 } }, '10000000'],
  [
    { Name: 'x', Configuration: { ResultConfiguration: { OutputLocation: 'here' } } },
    'valid S3 path',
  ],
  [
    { Name: 'x', Configuration: { EngineVersion: { SelectedEngineVersion: 'v1' } } },
    'not supported',
  ],
  [{ Name: 'x', Configuration: { ExecutionRole: 'arn:aws:iam::1:role/r' } }, 'does not emulate'],
])('%j is no workgroup', (input, message) => {
  expect(() => testAthena().athena.CreateWorkGroup(input)).toThrow(message)
})

test('workgroups have tags', () => {
  const { athena } = testAthena()
  athena.CreateWorkGroup({ Name: 'analysts', Tags: [{ Key: 'team', Value: 'data' }] })
  const ResourceARN = 'arn:aws:athena:us-east-1:123456789012:workgroup/analysts'
  athena.TagResource({ ResourceARN, Tags: [{ Key: 'cost', Value: '7' }] })
  athena.UntagResource({ ResourceARN, TagKeys: ['team'] })
  expect(athena.ListTagsForResource({ ResourceARN }).Tags).toEqual([{ Key: 'cost', Value: '7' }])
  expect(() => athena.ListTagsForResource({ ResourceARN: `${ResourceARN}s` })).toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  )
})
