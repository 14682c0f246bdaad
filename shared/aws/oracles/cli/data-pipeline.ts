import { type CliSession, HOUR } from '../cli-session.ts'

/** Data Pipeline: a definition, its mistakes, and a run. */
export const dataPipeline: CliSession = async (aws, { advance }) => {
  const made = { name: 'copy', 'unique-id': 'one' }
  const { pipelineId } = await aws.ok('datapipeline create-pipeline', made)
  await aws.ok('datapipeline create-pipeline', made, { pipelineId })
  const pipeline = { 'pipeline-id': pipelineId }
  const activity = {
    id: 'SayHello',
    name: 'SayHello',
    type: 'ShellCommandActivity',
    command: 'echo hello',
    workerGroup: 'workers',
    scheduleType: 'ondemand',
  }
  const define = (objects: object[]) => ({
    ...pipeline,
    'pipeline-definition': JSON.stringify({ objects }),
  })
  const odd = define([{ id: 'Copy', name: 'Copy', type: 'CopyActivity', input: { ref: 'No' } }])
  await aws.ok('datapipeline put-pipeline-definition', odd, { errored: true })
  await aws.fails('datapipeline activate-pipeline', pipeline, 'InvalidRequestException')
  const right = define([activity])
  await aws.ok('datapipeline put-pipeline-definition', right, { errored: false })
  const kept = { objects: [{ id: 'SayHello', command: 'echo hello' }] }
  await aws.ok('datapipeline get-pipeline-definition', pipeline, kept)
  await aws.ok('datapipeline activate-pipeline', pipeline)
  await advance(HOUR)
  const ids = { 'pipeline-ids': [pipelineId] }
  await aws.ok('datapipeline describe-pipelines', ids, {
    pipelineDescriptionList: [{ pipelineId }],
  })
  const instances = { ...pipeline, sphere: 'INSTANCE' }
  const found = await aws.ok('datapipeline query-objects', instances)
  if (found.ids.length !== 1) throw new Error('Not one instance')
  const span = { ...pipeline, 'start-interval': '2020-01-01T00:00:00,2999-01-01T00:00:00' }
  const runs = await aws.ok('datapipeline list-runs', span)
  if (!String(JSON.stringify(runs)).includes('FINISHED')) throw new Error('No run is listed')
  await aws.ok('datapipeline create-pipeline', { name: 'other', 'unique-id': 'two' })
  const listed = await aws.ok('datapipeline list-pipelines')
  if (listed.pipelineIdList.length !== 2) throw new Error('Not two pipelines')
  await aws.ok('datapipeline delete-pipeline', pipeline)
  await aws.fails('datapipeline describe-pipelines', ids, 'PipelineDeletedException')
}
