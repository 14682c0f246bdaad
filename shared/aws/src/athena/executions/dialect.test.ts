import { expect, test, vi } from 'vitest'
import { testAthena } from '../test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Expressions and what Trino makes of them, by its documentation. */
const EXPRESSIONS: Record<string, string | undefined> = {
  '7 / 2': '3',
  '7 % 4': '3',
  'try(1 / 0)': undefined,
  "try_cast('n/a' AS integer)": undefined,
  "DATE '2024-01-31' + INTERVAL '1' MONTH": '2024-02-29',
  "INTERVAL '1' DAY + DATE '2024-01-31'": '2024-02-01',
  "TIMESTAMP '2024-01-01 23:00:00' + INTERVAL '2' HOUR": '2024-01-02 01:00:00.000',
  "date_trunc('month', DATE '2024-05-06')": '2024-05-01',
  "date_add('day', 3, DATE '2024-05-30')": '2024-06-02',
  "date_add('hour', -1, TIMESTAMP '2024-05-30 00:00:00')": '2024-05-29 23:00:00.000',
  "date_diff('month', DATE '2024-01-31', DATE '2024-02-28')": '0',
  "date_diff('hour', TIMESTAMP '2024-01-01 10:59:00', TIMESTAMP '2024-01-01 11:01:00')": '0',
  "date_parse('05/03/2024 10:07:09', '%d/%m/%Y %H:%i:%s')": '2024-03-05 10:07:09.000',
  "date_format(TIMESTAMP '2024-03-05 10:07:09', '%W %e %M %Y %T')": 'Tuesday 5 March 2024 10:07:09',
  "day_of_week(DATE '2024-05-05')": '7',
  "extract(year FROM DATE '2024-05-05')": '2024',
  "date('2024-05-05')": '2024-05-05',
  'from_unixtime(86400)': '1970-01-02 00:00:00.000',
  "to_unixtime(TIMESTAMP '1970-01-02 00:00:00')": '86400.0',
  current_date: '2026-03-02',
  'array[10, 20][1]': '10',
  'element_at(ARRAY[10], 3)': undefined,
  "element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')": '1',
  'cardinality(ARRAY[1, 2])': '2',
  'transform(ARRAY[1, 2], x -> x * 2)': '[2, 4]',
  'filter(ARRAY[1, 2, 3], x -> x > 1)': '[2, 3]',
  "array_join(ARRAY['a', 'b'], '-')": 'a-b',
  'contains(ARRAY[1], 1)': 'true',
  'sequence(1, 3)': '[1, 2, 3]',
  'CAST(ARRAY[1] AS array(bigint))': '[1]',
  "split('a,b', ',')": '[a, b]',
  "split_part('a,b', ',', 2)": 'b',
  "regexp_like('Lima', '^L.m')": 'true',
  "regexp_extract('Lima 42', '(\\d)(\\d)', 2)": '2',
  "regexp_extract('Lima', '\\d')": undefined,
  "regexp_replace('a1b2', '\\d')": 'ab',
  "regexp_replace('ab', '(a)(b)', '$2$1')": 'ba',
  "strpos('bicycle', 'cycle')": '3',
  'json_extract_scalar(\'{"a": {"b": 5}}\', \'$.a.b\')': '5',
  "if(1 = 1, 'yes', 'no')": 'yes',
  "'a' || 'b'": 'ab',
  "concat('a', 'b', 'c')": 'abc',
  "concat('a', NULL)": undefined,
  'concat(ARRAY[1], ARRAY[2, 3])': '[1, 2, 3]',
  'greatest(1, 3, 2)': '3',
  'greatest(1, NULL)': undefined,
  'least(2.5, 1)': '1.0',
  'least(1, NULL)': undefined,
  'mod(7, 4)': '3',
  'try(mod(1, 0))': undefined,
  'is_nan(1e0)': 'false',
  'is_finite(1e0)': 'true',
}

test('expressions of Trino come out as in Trino', async () => {
  const { query } = testAthena()
  const [, row] = await query(`SELECT ${Object.keys(EXPRESSIONS).join(', ')}`)
  const given = Object.fromEntries(Object.keys(EXPRESSIONS).map((key, at) => [key, row![at]]))
  expect(given).toEqual(EXPRESSIONS)
})

test('aggregates of Trino are known', async () => {
  const { query } = testAthena()
  const sql = `SELECT approx_distinct(n), approx_percentile(n, 0.5), arbitrary(s), array_agg(s ORDER BY n DESC),
      count_if(n > 1), every(n > 0), max_by(s, n), min_by(s, n), count(*) FILTER (WHERE n = 1)
    FROM (VALUES (1, 'a'), (2, 'a'), (3, 'a')) AS t (n, s)`
  const [, row] = await query(sql)
  expect(row).toEqual(['3', '2', 'a', '[a, a, a]', '2', 'true', 'a', 'a', '1'])
})

test('UNNEST takes arrays apart, with their places', async () => {
  const { query } = testAthena()
  const sql = `SELECT k, x, n FROM (VALUES ('a', ARRAY[10, 20])) AS t (k, xs)
    CROSS JOIN UNNEST(xs) WITH ORDINALITY AS u (x, n) ORDER BY n`
  const [, ...rows] = await query(sql)
  expect(rows).toEqual([
    ['a', '10', '1'],
    ['a', '20', '2'],
  ])
})
