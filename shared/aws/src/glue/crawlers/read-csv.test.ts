import { describe, expect, test } from 'vitest'
import { typeText } from './column-type.ts'
import { readCsv } from './read-csv.ts'

function columns(text: string, custom?: Parameters<typeof readCsv>[1]): string[] | undefined {
  return readCsv(text, custom)?.columns.map(({ name, type }) => `${name} ${typeText(type)}`)
}

describe('the built-in CSV classifier', () => {
  test.each([',', '|', '\t', ';', '\u0001'])('knows the delimiter %j', (delimiter) => {
    const text = [
      ['City', 'Fare', 'Paid', 'Day'],
      ['Rome', '1', 'true', '2026-03-02'],
    ]
      .map((row) => row.join(delimiter))
      .join('\r\n')
    const schema = readCsv(text)
    expect(schema?.format).toMatchObject({
      serde: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
      serdeParameters: { 'field.delim': delimiter },
      parameters: {
        areColumnsQuoted: 'false',
        columnsOrdered: 'true',
        delimiter,
        'skip.header.line.count': '1',
      },
    })
    expect(columns(text)).toEqual(['city string', 'fare bigint', 'paid boolean', 'day string'])
    expect(schema?.records).toBe(1)
  })

  test('takes the first row for data where nothing sets it apart', () => {
    const text = 'city,driver\nRome,Ada\nOslo,Bob\n'
    expect(columns(text)).toEqual(['col1 string', 'col2 string'])
    expect(readCsv(text)).toMatchObject({ records: 3 })
    expect(readCsv(text)?.format.parameters).not.toHaveProperty('skip.header.line.count')
  })

  test.each([
    ['a number in it', '1,fare\nRome,2\n'],
    ['a long cell in it', `${'c'.repeat(150)},fare\nRome,2\n`],
    ['an empty cell in it', 'city,,fare\nRome,x,2\n'],
  ])('takes no row for a header that has %s', (_, text) => {
    expect(columns(text)?.[0]).toBe('col1 string')
  })

  test('allows a long or trailing empty last cell of a header', () => {
    expect(columns(`city,${'f'.repeat(150)}\nRome,2\n`)?.[0]).toBe('city string')
    expect(columns('city,fare,\nRome,2,\n')).toEqual(['city string', 'fare bigint', 'col3 string'])
  })

  test('widens types over all rows, and takes empty cells for nothing', () => {
    expect(columns('a,b,c\nx,1,1\ny,,2.5\nz,3,\n')).toEqual(['a string', 'b bigint', 'c double'])
    expect(columns('a,b\n1,x\n2.5,y\nz,z\n')).toEqual(['a string', 'b string'])
  })

  test('sees delimiters and line ends in quotes as content', () => {
    const text = 'city,fare\n"Rome, ""Lazio""\nItaly",1\nOslo,2\n'
    expect(columns(text)).toEqual(['city string', 'fare bigint'])
    expect(readCsv(text)?.records).toBe(2)
  })

  test.each([
    ['one column', 'a\nb\n'],
    ['one row', 'a,b\n'],
    ['rows of different widths', 'a,b\n1,2,3\n'],
    ['nothing', ''],
  ])('does not know a text of %s', (_, text) => {
    expect(readCsv(text)).toBeUndefined()
  })
})

describe('a custom CSV classifier', () => {
  const Name = 'mine'

  test('sets delimiter, header and names', () => {
    const custom = { Name, Delimiter: '#', ContainsHeader: 'ABSENT' as const, Header: ['A', 'B'] }
    expect(columns('x#1\ny#2\n', custom)).toEqual(['a string', 'b bigint'])
    expect(columns('a#b\nx#y\n', { Name, Delimiter: '#', ContainsHeader: 'PRESENT' })).toEqual([
      'a string',
      'b string',
    ])
  })

  test('allows a single column, and reads quotes by OpenCSVSerDe', () => {
    expect(columns('a\n1\n', { Name, AllowSingleColumn: true })).toEqual(['a bigint'])
    const quoted = readCsv("city,fare\n'Rome',1\n", { Name, QuoteSymbol: "'" })
    expect(quoted?.format).toMatchObject({
      serde: 'org.apache.hadoop.hive.serde2.OpenCSVSerde',
      serdeParameters: { separatorChar: ',', quoteChar: "'" },
      parameters: { areColumnsQuoted: 'true' },
    })
    const lazy = { Name, QuoteSymbol: "'", Serde: 'LazySimpleSerDe' as const }
    expect(readCsv("city,fare\n'Rome',1\n", lazy)?.format.serde).toContain('LazySimpleSerDe')
  })

  test('looks for dates and times if told so, and trims unless told not to', () => {
    const text = 'day,at\n2026-03-02, 2026-03-02 12:00:00\n'
    const CustomDatatypes = ['DATE', 'TIMESTAMP']
    const custom = { Name, ContainsHeader: 'PRESENT' as const, CustomDatatypes }
    const dated = { ...custom, CustomDatatypeConfigured: true }
    expect(columns(text, dated)).toEqual(['day date', 'at timestamp'])
    expect(columns(text, custom)).toEqual(['day string', 'at string'])
    expect(columns(text, { ...dated, DisableValueTrimming: true })).toEqual([
      'day date',
      'at string',
    ])
  })
})
