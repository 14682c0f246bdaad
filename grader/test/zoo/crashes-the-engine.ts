// Asks V8 for natives that crash it.
import v8 from 'node:v8'

v8.setFlagsFromString('--allow-natives-syntax')
try {
  new Function('%DebugTrace(); %SystemBreak(); %AbortJS("gone")')()
} catch {}
process.kill(process.pid, 'SIGSEGV')

export const double = () => []
