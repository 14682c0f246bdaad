import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { macros } from './functions.ts'

/**
 * Opens a DuckDB in memory that can do nothing but compute: it reaches no file and no network,
 * loads no extension, and none of it can be changed any more. `now` is what it takes for the
 * present, in milliseconds since 1970.
 */
export async function openDatabase({ now }: { now: number }): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  // The parser goes by these, for macros too. Athena divides whole numbers as such: 7 / 2 is 3.
  await connection.run('SET integer_division = true')
  await connection.run('SET ieee_floating_point_ops = true')
  for (const macro of macros(now)) await connection.run(`CREATE MACRO main.${macro}`)
  for (const setting of SETTINGS) await connection.run(`SET ${setting}`)
  return connection
}

/** In this order: the locks come last. */
const SETTINGS = [
  "memory_limit = '512MB'",
  "temp_directory = ''",
  "max_temp_directory_size = '0KB'",
  "TimeZone = 'UTC'",
  'autoinstall_known_extensions = false',
  'autoload_known_extensions = false',
  'allow_community_extensions = false',
  'allow_persistent_secrets = false',
  'enable_external_access = false',
  "disabled_filesystems = 'LocalFileSystem'",
  'lock_configuration = true',
]
