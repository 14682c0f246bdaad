import { describe, expect, test } from 'vitest'
import { typeText } from './column-type.ts'
import { readXml } from './read-xml.ts'

// As the example of the developer guide has it, with our own books.
const CATALOG = `<?xml version="1.0"?>
<catalog>
  <book id="17">
    <details><author>Ada</author><title>Engines &amp; Notes</title></details>
  </book>
  <book id="18">
    <details><author>Grace</author><title><![CDATA[Moths < Bugs]]></title><pages>210</pages></details>
  </book>
</catalog>`

describe('an XML classifier', () => {
  test('makes a record of each element with its row tag', () => {
    expect(read(CATALOG, 'details')).toEqual(['author string', 'title string', 'pages bigint'])
    expect(readXml(CATALOG, classifier('details'))).toMatchObject({
      classification: 'books',
      records: 2,
      format: {
        input: 'com.databricks.spark.xml.XmlInputFormat',
        serdeParameters: { rowTag: 'details' },
      },
    })
  })

  test('makes columns of attributes, structs of elements in elements, arrays of several', () => {
    expect(read(CATALOG, 'book')).toEqual([
      '_id bigint',
      'details struct<author:string,title:string,pages:bigint>',
    ])
    const row = '<r><Price currency="EUR">2.5</Price><tag>1</tag><tag>two</tag><none/></r>'
    expect(read(row, 'r')).toEqual([
      'price struct<_currency:string,_value:double>',
      'tag array<string>',
      'none string',
    ])
  })

  test('passes over rows that close themselves', () => {
    expect(readXml('<a><row id="1"/></a>', classifier('row'))).toBeUndefined()
    expect(read('<a><row id="1"/><row id="2"> </row></a>', 'row')).toEqual(['_id bigint'])
    expect(readXml('<a><row id="1"/><row id="2"> </row></a>', classifier('row'))?.records).toBe(1)
  })

  test.each([
    ['another row tag', '<a><b>1</b></a>'],
    ['no XML', 'city,fare\nRome,1\n'],
    ['an element that is not closed', '<row><b>1</row>'],
    ['entities of its own', '<!DOCTYPE a [<!ENTITY b "boom">]><row><c>&b;</c></row>'],
    ['elements without end', `<row>${'<b>'.repeat(10_000)}${'</b>'.repeat(10_000)}</row>`],
  ])('does not know a text with %s', (_, text) => {
    expect(readXml(text, classifier('row'))).toBeUndefined()
  })
})

function classifier(RowTag: string) {
  return { Name: 'books', Classification: 'books', RowTag }
}

function read(text: string, rowTag: string) {
  return readXml(text, classifier(rowTag))?.columns.map(
    ({ name, type }) => `${name} ${typeText(type)}`,
  )
}

test('a row of very many elements with one name takes time in proportion', () => {
  expect(read(`<all><row>${'<a>1</a>'.repeat(100_000)}</row></all>`, 'row')).toEqual([
    'a array<bigint>',
  ])
})
