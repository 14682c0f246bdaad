import { patchClientClasses } from '@workshop/aws/intercept'
import { SDK_PACKAGES } from '@workshop/aws/sdk-packages'
import type { SdkModule } from '@workshop/aws/service'

/** The SDK packages that are loaded, by name. */
export const loadedSdk = new Map<string, SdkModule>()

/** Loads SDK packages and makes the calls of their clients reach the gateway. */
export async function loadSdk(names: readonly string[]): Promise<void> {
  for (const name of names.filter((wanted) => !loadedSdk.has(wanted))) {
    const module = { ...(await SDK_PACKAGES[name]!()) }
    patchClientClasses(module)
    loadedSdk.set(name, module)
  }
}
