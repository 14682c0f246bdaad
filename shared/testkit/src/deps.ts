/** What functions get as `deps.sleep`: resolves after virtual milliseconds. */
export type Sleep = (ms: number, options?: { signal?: AbortSignal }) => Promise<void>

/** One line of a candidate's log, as a check sees it. */
export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error'
  message: string
  fields: Record<string, unknown>
}

type Write = (message: string, fields?: Record<string, unknown>) => void

/** What functions get as `deps.log`: a message and the fields that belong to it. */
export interface Log {
  debug: Write
  info: Write
  warn: Write
  error: Write
}

/** A log that remembers its lines, for checks. */
export function recordingLog(): { log: Log; lines: LogLine[] } {
  const lines: LogLine[] = []
  const write =
    (level: LogLine['level']): Write =>
    (message, fields = {}) => {
      lines.push({ level, message, fields })
    }
  const log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  }
  return { log, lines }
}
