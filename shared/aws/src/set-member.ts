/** Sets a member, also where its name is `__proto__`: an assignment to that changes the prototype. */
export function setMember<Value>(target: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') target[name] = value
  else
    Object.defineProperty(target, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    })
}
