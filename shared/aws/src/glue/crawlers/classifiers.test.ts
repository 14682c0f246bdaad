import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testGlue } from '../test-glue.ts'
import { columnsIn, testCrawler } from './test-crawler.ts'

const Name = 'mine'

describe('a classifier', () => {
  test('is kept, changed and deleted', async () => {
    const { glue, clock } = testGlue()
    glue.CreateClassifier({ CsvClassifier: { Name, Delimiter: ';', QuoteSymbol: '"' } })
    const CreationTime = new Date(clock.now())
    await clock.advance(1000)
    glue.UpdateClassifier({ CsvClassifier: { Name, Delimiter: '|' } })
    expect(glue.GetClassifier({ Name }).Classifier).toEqual({
      CsvClassifier: {
        Name,
        Delimiter: '|',
        QuoteSymbol: '"',
        CreationTime,
        LastUpdated: new Date(clock.now()),
        Version: 2,
      },
    })
    const JsonClassifier = { Name, JsonPath: '$[*]' }
    expect(() => glue.CreateClassifier({ JsonClassifier })).toThrow(AlreadyExistsException)
    expect(() => glue.UpdateClassifier({ JsonClassifier })).toThrow(InvalidInputException)
    glue.DeleteClassifier({ Name })
    expect(() => glue.GetClassifier({ Name })).toThrow(EntityNotFoundException)
  })

  test.each([
    [{}, 'exactly one classifier'],
    [
      { CsvClassifier: { Name }, JsonClassifier: { Name, JsonPath: '$' } },
      'exactly one classifier',
    ],
    [{ CsvClassifier: { Name, Delimiter: '||' } }, 'must be a single character'],
    [{ CsvClassifier: { Name, Delimiter: '"', QuoteSymbol: '"' } }, 'must be different'],
    [{ CsvClassifier: { Name, CustomDatatypes: ['MONEY'] } }, '"MONEY" is not a custom datatype'],
    [{ JsonClassifier: { Name, JsonPath: 'a.b' } }, 'Cannot read the JSON path "a.b"'],
    [{ JsonClassifier: { Name, JsonPath: '$.a[?(@.b)]' } }, 'Cannot read the JSON path'],
    [
      {
        GrokClassifier: { Name, Classification: 'log', GrokPattern: '%{NUMBER:n:int} %{SPEED:s}' },
      },
      'names "SPEED", which is not defined',
    ],
    [{ XMLClassifier: { Name, Classification: 'xml', RowTag: '<row>' } }, 'name of an XML tag'],
  ])('is refused as %j', (input, message) => {
    const { glue } = testGlue()
    expect(() => glue.CreateClassifier(input)).toThrow(message)
    expect(glue.GetClassifiers({}).Classifiers).toEqual([])
  })
})

test('GetClassifiers pages by name', () => {
  const { glue } = testGlue()
  const GrokClassifier = {
    Name: 'log',
    Classification: 'log',
    GrokPattern: '%{LEVEL:level} %{GREEDYDATA:text}',
    CustomPatterns: 'LEVEL (INFO|%{WORD})\n',
  }
  glue.CreateClassifier({ GrokClassifier })
  glue.CreateClassifier({ XMLClassifier: { Name: 'a', Classification: 'xml', RowTag: 'row' } })
  const first = glue.GetClassifiers({ MaxResults: 1 })
  expect(first.Classifiers).toMatchObject([{ XMLClassifier: { Name: 'a' } }])
  const { Classifiers } = glue.GetClassifiers({ NextToken: first.NextToken })
  expect(Classifiers).toMatchObject([{ GrokClassifier }])
})

test('a crawl asks its classifiers in their order, before those that are built in', async () => {
  const { create, crawl, glue, put, table } = testCrawler()
  put('lake', 'logs/a.log', 'INFO,17 rides\nWARN,3 rides\n')
  put('lake', 'books/a.xml', '<books><book><title>Engines</title><pages>210</pages></book></books>')
  put('lake', 'trips/a.csv', 'city;fare\nRome;1\nOslo;2.5\n')
  const GrokPattern = '^%{LOGLEVEL:level},%{INT:rides:int} rides$'
  glue.CreateClassifier({ GrokClassifier: { Name: 'log', Classification: 'log', GrokPattern } })
  glue.CreateClassifier({ XMLClassifier: { Name, Classification: 'xml', RowTag: 'book' } })
  create({ Classifiers: [Name, 'log'] })
  await crawl()
  expect(columnsIn(table('logs'))).toEqual(['level string', 'rides int'])
  expect(table('logs').Parameters).toMatchObject({
    classification: 'log',
    grokPattern: GrokPattern,
  })
  expect(columnsIn(table('books'))).toEqual(['title string', 'pages bigint'])
  expect(table('books').StorageDescriptor?.SerdeInfo?.Parameters).toEqual({ rowTag: 'book' })
  expect(columnsIn(table('trips'))).toEqual(['city string', 'fare double'])
  expect(() => create({ Name: 'other', Classifiers: ['none'] })).toThrow(EntityNotFoundException)
})
