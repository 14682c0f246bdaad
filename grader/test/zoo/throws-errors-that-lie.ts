// An error whose every member runs code, and one that is a proxy.
class Liar extends TypeError {
  get message() { throw new Error('no message') }
  get name() { return { toString: () => 'TypeError' } }
  get stack() { for (;;) return 'canary' }
  get cause() { return new Proxy(new Error('deep'), { get: () => { throw undefined } }) }
  static [Symbol.hasInstance]() { return true }
}

export function double() {
  throw new Proxy(new Liar(), { getPrototypeOf: () => TypeError.prototype })
}
