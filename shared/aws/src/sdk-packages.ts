import * as batch from '@aws-sdk/client-batch'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as emr from '@aws-sdk/client-emr'
import * as kinesis from '@aws-sdk/client-kinesis'
import * as s3 from '@aws-sdk/client-s3'
import * as sqs from '@aws-sdk/client-sqs'
import * as documents from '@aws-sdk/lib-dynamodb'
import * as attributeValues from '@aws-sdk/util-dynamodb'

/** The packages a candidate may import, loaded before it arrives. */
export const sdkPackages = new Map<string, Record<string, unknown>>([
  ['@aws-sdk/client-batch', { ...batch }],
  ['@aws-sdk/client-dynamodb', { ...dynamodb }],
  ['@aws-sdk/client-emr', { ...emr }],
  ['@aws-sdk/client-kinesis', { ...kinesis }],
  ['@aws-sdk/client-s3', { ...s3 }],
  ['@aws-sdk/client-sqs', { ...sqs }],
  ['@aws-sdk/lib-dynamodb', { ...documents }],
  ['@aws-sdk/util-dynamodb', { ...attributeValues }],
])
