import type { SdkModule, World } from '../service.ts'

/** What all operations of one IoT data plane share. */
export interface DataPlaneAccount {
  world: World
  sdk: SdkModule
  /** The retained message of each topic. */
  retained: Map<string, { payload: Uint8Array; qos: number; at: number }>
  /** By thing and name of the shadow. */
  shadows: Map<string, Shadow>
}

/** What a shadow knows; its version goes on when it is deleted and made again. */
export interface Shadow {
  state: { desired?: JsonObject; reported?: JsonObject } | undefined
  version: number
  /** In seconds since 1970. */
  timestamp: number
}

/** An object of JSON. */
export interface JsonObject {
  [name: string]: unknown
}
