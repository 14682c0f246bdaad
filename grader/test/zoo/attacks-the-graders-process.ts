// Signals, priorities and the inspector of whoever started it.
import os from 'node:os'
import inspector from 'node:inspector'

const { grader } = %WORLD%
const loot = []
const attempt = (what) => {
  try {
    loot.push(String(what()))
  } catch (error) {
    loot.push(error.code ?? error.message)
  }
}

for (const pid of [grader, process.ppid, 1]) {
  for (const signal of [0, 'SIGUSR1', 'SIGSTOP', 'SIGKILL']) attempt(() => process.kill(pid, signal))
  attempt(() => process._debugProcess(pid))
}
attempt(() => inspector.open(0) ?? inspector.url())
attempt(() => new inspector.Session().connectToMainThread())
attempt(() => process.binding('process_wrap'))
attempt(() => process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libm.so.6'))

throw new Error(loot.join(' | '))
