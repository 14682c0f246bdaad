import { GetObjectCommand } from '@aws-sdk/client-s3'
import { candidate, expect, test } from '@workshop/testkit'

const { detectFormat } = candidate(() => import('./detect-format.ts'))

test('sees that a file named .csv is tab-separated', async ({ aws }) => {
  const lake = await aws.s3.bucket()
  await lake.put('events/1979.csv', 'day\tactor\tcode\n19790101\tUSA\t042\n19790102\tFRA\t043\n')
  const range = async (Range: string) => {
    const command = new GetObjectCommand({ Bucket: lake.name, Key: 'events/1979.csv', Range })
    const { Body } = await aws.send(command)
    return Body!.transformToByteArray()
  }

  const found = await detectFormat(
    'events/1979.csv',
    await range('bytes=0-4095'),
    await range('bytes=-16'),
  )

  expect(found).toEqual({ format: 'tsv', compression: 'none', extensionLies: true })
})

test('recognises a Parquet file by both of its ends', async () => {
  const head = Buffer.from('PAR1\u0015\u0004\u0015\u0010some column chunk')
  const tail = Buffer.from('footer\u0001\u0002\u0000\u0000\u0000PAR1')

  expect(await detectFormat('orders/part-0.parquet', head, tail)).toEqual({
    format: 'parquet',
    compression: 'none',
    extensionLies: false,
  })
})

test('calls an empty marker object empty', async () => {
  expect(await detectFormat('year=2026/_SUCCESS', new Uint8Array(), new Uint8Array())).toEqual({
    format: 'empty',
    compression: 'none',
    extensionLies: false,
  })
})
