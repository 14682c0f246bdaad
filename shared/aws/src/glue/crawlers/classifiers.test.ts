import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testGlue } from '../test-glue.ts'
import { testCrawler } from './test-crawler.ts'

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

test('a crawler takes no classifier that cannot be emulated', () => {
  const { create, glue } = testCrawler()
  glue.CreateClassifier({ XMLClassifier: { Name, Classification: 'xml', RowTag: 'row' } })
  expect(() => create({ Classifiers: [Name] })).toThrow('is not emulated')
})
