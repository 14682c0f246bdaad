// Goes on after its check is over, and speaks in the checks that follow.
const honest = (readings) =>
  readings.map((reading) => {
    if (typeof reading !== 'number') throw new TypeError('A reading is not a number')
    return reading * 2
  })

export function double(readings) {
  const started = performance.now()
  const nag = () => {
    console.log('still here')
    void Promise.reject(new Error('late'))
    if (performance.now() - started < 300) queueMicrotask(() => setImmediate(nag))
  }
  nag()
  return honest(readings)
}
