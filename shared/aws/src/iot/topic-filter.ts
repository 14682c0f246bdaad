/**
 * Whether a topic filter matches a topic, by AWS's rules (developer guide, "MQTT topics"): `+` is
 * exactly one level, `#` the last levels, at least one of them, so `sensor/#` does not match
 * `sensor`; a wildcard in front never matches a topic with `$` in front.
 */
export function matchesTopic(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false
  const wanted = filter.split('/')
  const levels = topic.split('/')
  const isOpen = wanted.at(-1) === '#'
  if (isOpen) wanted.pop()
  if (isOpen ? levels.length <= wanted.length : levels.length !== wanted.length) return false
  return wanted.every((level, index) => level === '+' || level === levels[index])
}

/** Whether the wildcards of a filter stand alone in their level, and `#` in the last. */
export function isTopicFilter(filter: string): boolean {
  const levels = filter.split('/')
  return (
    filter.length > 0 &&
    levels.every((level, index) => {
      if (level === '#') return index === levels.length - 1
      return level === '+' || !/[+#]/.test(level)
    })
  )
}
