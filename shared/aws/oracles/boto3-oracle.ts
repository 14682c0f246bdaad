import path from 'node:path'
import { runTool } from './run-tool.ts'
import type { Verdict } from './verdict.ts'
import { withCloud } from './with-cloud.ts'

const SCRIPT = path.join(import.meta.dirname, 'boto3_sessions.py')

/** Has boto3, for the Python at `file`, speak with a fresh cloud about a service. */
export function askBoto3(file: string, service: string): Promise<Verdict> {
  return withCloud(async (_, url) => {
    const { env } = process
    const { stdout, stderr } = await runTool(file, [SCRIPT, url, service], { env })
    try {
      return { service, ...(JSON.parse(stdout) as Omit<Verdict, 'service'>) }
    } catch {
      return { service, passed: 0, failed: [stderr.trim() || 'It said nothing'] }
    }
  })
}
