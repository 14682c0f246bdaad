import { describe, expect, test } from 'vitest'
import { grokExpression } from './grok-expression.ts'
import { GROK_PATTERNS } from './grok-patterns.ts'
import { Patience } from './patience.ts'
import { readGrok as readPatiently } from './read-grok.ts'

// The example of the developer guide, with our own lines.
const GUIDE = {
  Name: 'crawler-log',
  Classification: 'special-logs',
  GrokPattern:
    '%{TIMESTAMP_ISO8601:timestamp} \\[%{MESSAGEPREFIX:message_prefix}\\] ' +
    '%{CRAWLERLOGLEVEL:loglevel} : %{GREEDYDATA:message}',
  CustomPatterns: 'CRAWLERLOGLEVEL (BENCHMARK|ERROR|WARN|INFO|TRACE)\nMESSAGEPREFIX .*-.*-.*-.*-.*',
}
const LINES =
  '2026-03-02 12:00:01 [a1-b2-c3-d4-e5] INFO : Running the crawl\n' +
  '2026-03-02T12:00:07Z [a1-b2-c3-d4-e5] BENCHMARK : Done in 6 s\n'

const readGrok = (text: string, classifier: Parameters<typeof readPatiently>[1]) =>
  readPatiently(text, classifier, new Patience())

describe('a grok classifier', () => {
  test('makes a column of whatever its pattern names', () => {
    expect(readGrok(LINES, GUIDE)).toMatchObject({
      classification: 'special-logs',
      columns: ['timestamp', 'message_prefix', 'loglevel', 'message'].map((name) => ({
        name,
        type: 'string',
      })),
      records: 2,
      format: {
        serde: 'com.amazonaws.glue.serde.GrokSerDe',
        serdeParameters: {
          'input.format': GUIDE.GrokPattern,
          'input.grokCustomPatterns': GUIDE.CustomPatterns,
        },
        parameters: { grokPattern: GUIDE.GrokPattern },
      },
    })
  })

  test('casts what says its type, and knows the columns of patterns in patterns', () => {
    const types = (pattern: string) =>
      grokExpression(pattern).columns.map(({ name, type }) => `${name} ${type as string}`)
    expect(types('%{NUMBER:n:int} %{INT:b:byte} %{INT:s:short} %{INT:l:long}')).toEqual([
      'n int',
      'b tinyint',
      's smallint',
      'l bigint',
    ])
    expect(types('%{NUMBER:f:float} %{NUMBER:d:double} %{BOOLEAN:Is:boolean} %{WORD}')).toEqual([
      'f float',
      'd double',
      'is boolean',
    ])
    const nested = ['timestamp', 'facility', 'priority', 'logsource', 'program', 'pid', 'text']
    expect(types('%{SYSLOGBASE} %{DATA:text}')).toEqual(nested.map((name) => `${name} string`))
    expect(types('%{COMMONAPACHELOG_DATATYPED}')).toContain('bytes bigint')
  })

  test('takes a text if it fits more than half of the lines', () => {
    const lines = (good: number, bad: number) =>
      `${LINES.split('\n')[0]}\n`.repeat(good) + 'odd\n'.repeat(bad)
    expect(readGrok(lines(3, 2), GUIDE)?.records).toBe(5)
    expect(readGrok(lines(2, 2), GUIDE)).toBeUndefined()
    expect(readGrok('', GUIDE)).toBeUndefined()
  })

  test('is not asked any more where patience has run out', () => {
    let now = 0
    const patience = new Patience({ atOnce: 2_000, perSecond: 200 }, () => now)
    patience.spend(() => (now += 10_000))
    expect(readPatiently(LINES, GUIDE, patience)).toBeUndefined()
    now += 60_000
    expect(readPatiently(LINES, GUIDE, patience)).toBeDefined()
  })

  test('is left alone where it backtracks for ever, or is no expression at all', () => {
    const hostile = (GrokPattern: string, CustomPatterns?: string) =>
      readGrok(`${'a'.repeat(40)}b\n`, {
        Name: 'x',
        Classification: 'x',
        GrokPattern,
        CustomPatterns,
      })
    expect(hostile('^(a+)+$')).toBeUndefined()
    expect(hostile('%{SELF}', 'SELF a%{SELF}')).toBeUndefined()
    expect(
      hostile(
        '%{A0}',
        [...Array(30).keys()].map((n) => `A${n} %{A${n + 1}}%{A${n + 1}}`).join('\n'),
      ),
    ).toBeUndefined()
    expect(hostile('(')).toBeUndefined()
    expect(hostile('a++')).toBeUndefined()
    expect(hostile('%{constructor}')).toBeUndefined()
  })
})

describe('the built-in patterns', () => {
  test('are all regular expressions', () => {
    for (const name of Object.keys(GROK_PATTERNS)) {
      expect(() => grokExpression(`%{${name}}`), name).not.toThrow()
    }
  })

  test.each([
    ['INT', '-17', 'x'],
    ['NUMBER', '+3.25', '.'],
    ['BASE16NUM', '0xBEEF', 'xyz'],
    ['BOOLEAN', 'TRUE', 'yes'],
    ['QUOTEDSTRING', '"a \\" b"', '"open'],
    ['UUID', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', '3f2504e0-4f89'],
    ['MAC', '00:1B:44:11:3A:B7', '00:1B:44'],
    ['IPV4', '192.168.7.255', '192.168.7.256'],
    ['IPV6', '2001:db8::1', '2001:db8'],
    ['IPV6', '::ffff:192.0.2.1', ':::'],
    ['IPV6', 'fe80:0:0:0:204:61ff:fe9d:f156', 'fe80:0:0:0:204:61ff:fe9d:f156:7'],
    ['HOSTPORT', 'lake.example.com:443', 'lake.example.com:0'],
    ['UNIXPATH', '/var/log/rides.log', 'var'],
    ['WINPATH', 'C:\\logs\\rides', 'C/logs'],
    ['URI', 'https://ada:x@example.com:8080/a?b=c', '//example.com'],
    ['MONTH', 'September', 'Sept'],
    ['DAY', 'Thursday', 'Thurday'],
    ['TIMESTAMP_ISO8601', '2026-03-02T12:00:00.123+01:00', '02.03.2026'],
    ['DATESTAMP_RFC2822', 'Mon, 02 Mar 2026 12:00:00 +0100', 'Mon, Mar 02'],
    ['HTTPDATE', '02/Mar/2026:12:00:00 +0100', '02/03/2026:12:00:00'],
    ['SYSLOGBASE', 'Mar  2 12:00:00 lake crawl[17]:', '2026-03-02 lake crawl:'],
    [
      'COMBINEDAPACHELOG',
      '127.0.0.1 - ada [02/Mar/2026:12:00:00 +0100] "GET /a HTTP/1.1" 200 17 "-" "curl/8"',
      '127.0.0.1 - ada "GET /a" 200',
    ],
    ['LOGLEVEL', 'Warning', 'loud'],
  ])('%s takes %j as a whole, not %j', (name, fitting, other) => {
    const whole = grokExpression(`^%{${name}}$`).expression
    expect(fitting).toMatch(whole)
    expect(other).not.toMatch(whole)
  })
})
