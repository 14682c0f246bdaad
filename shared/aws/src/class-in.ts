import type { SdkModule } from './service.ts'

/** The class of that name in the package whose base exception is named, else in any of them. */
export function classIn(
  sdks: Iterable<SdkModule>,
  className: string,
  classes: readonly string[],
): unknown {
  const having = [...sdks].filter((sdk) => Object.hasOwn(sdk, className))
  const meant = having.find((sdk) =>
    classes.some(
      (name) =>
        name.endsWith('ServiceException') &&
        name !== 'ServiceException' &&
        Object.hasOwn(sdk, name),
    ),
  )
  return (meant ?? having[0])?.[className]
}
