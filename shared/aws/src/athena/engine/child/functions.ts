/**
 * The functions that queries may call: those of Trino that DuckDB has, under its own names. What
 * is not here is refused, so no function of DuckDB's that reads a file, a setting or the machine
 * can be reached.
 */

/** What becomes of a call. */
export interface FunctionRule {
  /** DuckDB's function to call. */
  call: string
  /** The argument that is turned from MySQL's date format into DuckDB's. */
  format?: number
  /** Whether all arguments are made one list. */
  listed?: true
}

/** The rule for a function, by its name in lower case; undefined for one that is not known. */
export function functionRule(name: string): FunctionRule | undefined {
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]
  if (SAME.has(name)) return { call: name }
  const renamed = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined
  if (renamed !== undefined) return { call: renamed }
  return Object.hasOwn(MACROS, name) ? { call: macroName(name) } : undefined
}

/** What a failed cast tells of a division by zero. */
export const BY_ZERO = 'DIVISION_BY_ZERO'

/** Tells whether an operator, such as `||`, is one that Trino has, too. */
export function isOperator(name: string): boolean {
  return OPERATORS.has(name)
}

/** The macro for an operator that differs in DuckDB; `onInterval` if it is about an interval. */
export function operatorMacro(name: string, onInterval: boolean): string | undefined {
  if (name === '/') return macroName('divide')
  if (name === '%') return macroName('mod')
  if (name === '+' && onInterval) return macroName('plus_interval')
  if (name === '-' && onInterval) return macroName('minus_interval')
  return undefined
}

/** Whether a function is what DuckDB's parser makes of `INTERVAL '1' DAY`. */
export function isInterval(name: string): boolean {
  return /^to_(?:years|months|weeks|days|hours|minutes|seconds)$/.test(name)
}

/** Words that stand for the present, and the macro of each. */
export function presentOf(word: string): string | undefined {
  return PRESENT.has(word) ? macroName(word) : undefined
}

/** The definitions of all macros, for `CREATE MACRO`. `now` is in milliseconds since 1970. */
export function macros(now: number): string[] {
  const micros = `make_timestamp(${now * 1000})`
  return [
    ...Object.entries(MACROS).map(([name, definition]) => `${macroName(name)}${definition}`),
    `${macroName('current_date')}() AS CAST(${micros} AS DATE)`,
    `${macroName('localtimestamp')}() AS CAST(${micros} AS TIMESTAMP_MS)`,
    `${macroName('current_timestamp')}() AS ${micros} AT TIME ZONE 'UTC'`,
    `${macroName('now')}() AS ${micros} AT TIME ZONE 'UTC'`,
  ]
}

const PRESENT = new Set(['current_date', 'localtimestamp', 'current_timestamp', 'now'])

/** A name that no DuckDB function has. */
function macroName(name: string): string {
  return `trino_${name}`
}

const OPERATORS = new Set(['+', '-', '*', '/', '%', '||', '~~', '!~~'])

/** The same in both, in name and meaning. The last lines are what DuckDB's parser makes. */
const SAME = new Set(
  `abs acos asin atan atan2 cbrt ceil ceiling cos cosh degrees exp floor ln log10
  log2 pi pow power radians round sign sin sinh sqrt tan tanh
  chr concat_ws length lower lpad ltrim replace reverse rpad rtrim split_part starts_with
  strpos substr substring translate trim upper
  count count_star sum avg min max stddev stddev_pop stddev_samp variance var_pop var_samp corr
  covar_pop covar_samp regr_slope regr_intercept bool_and bool_or any_value array_agg count_if
  max_by min_by histogram kurtosis skewness geometric_mean
  row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
  year month day hour minute second quarter week
  nullif map map_keys map_values flatten row
  like_escape not_like_escape date_part position
  to_years to_months to_days to_hours to_minutes to_seconds to_weeks trunc list_value struct_pack`
    .split(/\s+/)
    .filter((name) => name !== ''),
)

const RENAMED: Record<string, string> = {
  approx_distinct: 'approx_count_distinct',
  approx_percentile: 'approx_quantile',
  arbitrary: 'any_value',
  every: 'bool_and',
  array_distinct: 'list_distinct',
  array_intersect: 'list_intersect',
  array_join: 'array_to_string',
  array_max: 'list_max',
  array_min: 'list_min',
  array_sort: 'list_sort',
  contains: 'list_contains',
  codepoint: 'unicode',
  day_of_month: 'day',
  day_of_week: 'isodow',
  day_of_year: 'dayofyear',
  dow: 'isodow',
  doy: 'dayofyear',
  filter: 'list_filter',
  is_finite: 'isfinite',
  is_infinite: 'isinf',
  is_nan: 'isnan',
  last_day_of_month: 'last_day',
  levenshtein_distance: 'levenshtein',
  sequence: 'generate_series',
  split: 'string_split',
  transform: 'list_transform',
  truncate: 'trunc',
  week_of_year: 'week',
}

const MACROS: Record<string, string> = {
  // DuckDB makes NULL of a division by zero. This cast fails, and `failureText` knows it.
  divide: `(a, b) AS CASE WHEN b = 0 AND typeof(a / b) NOT IN ('DOUBLE', 'FLOAT')
    THEN CAST('${BY_ZERO}' AS TINYINT) ELSE a / b END`,
  mod: `(a, b) AS CASE WHEN b = 0 AND typeof(a % b) NOT IN ('DOUBLE', 'FLOAT')
    THEN CAST('${BY_ZERO}' AS TINYINT) ELSE a % b END`,
  // DuckDB makes timestamps of dates: here a date stays one.
  plus_interval: '(x, i) AS cast_to_type(x + i, x)',
  minus_interval: '(x, i) AS cast_to_type(x - i, x)',
  date_trunc: '(unit, x) AS cast_to_type(date_trunc(unit, x), x)',
  // Trino counts whole units, as DuckDB's date_sub does; its date_diff counts boundaries.
  date_diff: '(unit, a, b) AS date_sub(unit, CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP))',
  date_add: `(unit, n, x) AS cast_to_type(CAST(x AS TIMESTAMP) + CASE lower(unit)
    WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n)
    WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n)
    WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'week' THEN to_days(CAST(7 * n AS INTEGER))
    WHEN 'month' THEN to_months(CAST(n AS INTEGER))
    WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER))
    WHEN 'year' THEN to_years(CAST(n AS INTEGER)) ELSE error('Not a unit of time') END, x)`,
  date: '(x) AS CAST(x AS DATE)',
  element_at: '(x, i) AS x[i]',
  cardinality: '(x) AS len(x)',
  from_iso8601_date: '(x) AS CAST(x AS DATE)',
  from_unixtime: '(x) AS make_timestamp(CAST(CAST(x AS DOUBLE) * 1000000 AS BIGINT))',
  json_array_length: '(x) AS json_array_length(CAST(x AS JSON))',
  json_extract: '(x, p) AS json_extract(CAST(x AS JSON), p)',
  json_extract_scalar: '(x, p) AS json_extract_string(CAST(x AS JSON), p)',
  json_format: '(x) AS CAST(x AS VARCHAR)',
  json_parse: '(x) AS CAST(x AS JSON)',
  regexp_extract: `(s, p) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END,
    (s, p, g) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p, g) END`,
  regexp_extract_all:
    '(s, p) AS regexp_extract_all(s, p), (s, p, g) AS regexp_extract_all(s, p, g)',
  regexp_like: '(s, p) AS regexp_matches(s, p)',
  regexp_replace: `(s, p) AS regexp_replace(s, p, '', 'g'),
    (s, p, r) AS regexp_replace(s, p, regexp_replace(r, '\\$(\\d)', '\\\\\\1', 'g'), 'g')`,

  to_iso8601: `(x) AS strftime(x, '%Y-%m-%dT%H:%M:%S.%g')`,
  to_unixtime: '(x) AS epoch(x)',
  // DuckDB's own go over NULL; here one NULL makes all of it NULL.
  concat: `(l) AS CASE WHEN list_count(l) = len(l) THEN list_reduce(l, (a, b) -> a || b) END`,
  greatest: '(l) AS CASE WHEN list_count(l) = len(l) THEN list_max(l) END',
  least: '(l) AS CASE WHEN list_count(l) = len(l) THEN list_min(l) END',
}

const SPECIAL: Record<string, FunctionRule> = {
  concat: { call: macroName('concat'), listed: true },
  date_format: { call: 'strftime', format: 1 },
  date_parse: { call: 'strptime', format: 1 },
  greatest: { call: macroName('greatest'), listed: true },
  least: { call: macroName('least'), listed: true },
}
