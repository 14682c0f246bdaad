import type { SdkModule } from './service.ts'

/** The packages that candidates may import, where their section depends on them. */
export const SDK_PACKAGES: Readonly<Record<string, () => Promise<SdkModule>>> = {
  '@aws-sdk/client-athena': () => import('@aws-sdk/client-athena'),
  '@aws-sdk/client-batch': () => import('@aws-sdk/client-batch'),
  '@aws-sdk/client-data-pipeline': () => import('@aws-sdk/client-data-pipeline'),
  '@aws-sdk/client-dynamodb': () => import('@aws-sdk/client-dynamodb'),
  '@aws-sdk/client-emr': () => import('@aws-sdk/client-emr'),
  '@aws-sdk/client-glacier': () => import('@aws-sdk/client-glacier'),
  '@aws-sdk/client-glue': () => import('@aws-sdk/client-glue'),
  '@aws-sdk/client-iot': () => import('@aws-sdk/client-iot'),
  '@aws-sdk/client-iot-data-plane': () => import('@aws-sdk/client-iot-data-plane'),
  '@aws-sdk/client-kinesis': () => import('@aws-sdk/client-kinesis'),
  '@aws-sdk/client-s3': () => import('@aws-sdk/client-s3'),
  '@aws-sdk/client-sqs': () => import('@aws-sdk/client-sqs'),
  '@aws-sdk/lib-dynamodb': () => import('@aws-sdk/lib-dynamodb'),
  '@aws-sdk/util-dynamodb': () => import('@aws-sdk/util-dynamodb'),
}
