import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AwsCli } from './aws-cli.ts'
import { athena } from './cli/athena.ts'
import { batch } from './cli/batch.ts'
import { dataPipeline } from './cli/data-pipeline.ts'
import { dynamodb } from './cli/dynamodb.ts'
import { dynamodbStreams } from './cli/dynamodb-streams.ts'
import { emr } from './cli/emr.ts'
import { glacier } from './cli/glacier.ts'
import { glue } from './cli/glue.ts'
import { iot } from './cli/iot.ts'
import { kinesis } from './cli/kinesis.ts'
import { s3 } from './cli/s3.ts'
import { sqs } from './cli/sqs.ts'
import type { CliSession } from './cli-session.ts'
import type { Verdict } from './verdict.ts'
import { withCloud } from './with-cloud.ts'

/** The sessions of the AWS CLI, by service. */
export const CLI_SESSIONS: Record<string, CliSession> = {
  S3: s3,
  DynamoDB: dynamodb,
  'DynamoDB Streams': dynamodbStreams,
  Kinesis: kinesis,
  SQS: sqs,
  Glue: glue,
  Glacier: glacier,
  Athena: athena,
  Batch: batch,
  EMR: emr,
  IoT: iot,
  'Data Pipeline': dataPipeline,
}

/** Has the AWS CLI, which is at `file`, speak with a fresh cloud about a service. */
export function askCli(file: string, service: string): Promise<Verdict> {
  return withCloud(async (cloud, url) => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'oracle-'))
    const aws = new AwsCli(file, url)
    const advance = async (ms: number) => void (await cloud.advance(ms))
    const failed = await CLI_SESSIONS[service]!(aws, { advance, folder: folder.path }).then(
      () => [],
      (error: Error) => [error.message],
    )
    return { service, passed: aws.steps, failed }
  })
}
