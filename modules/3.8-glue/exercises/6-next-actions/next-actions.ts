/** What can be started, and what ends. */
export interface Target {
  kind: 'job' | 'crawler'
  name: string
}

export interface Condition extends Target {
  /** As in `SUCCEEDED`, `FAILED`, `TIMEOUT`, `CANCELLED`. */
  state: string
}

export interface Trigger {
  name: string
  type: 'SCHEDULED' | 'CONDITIONAL' | 'ON_DEMAND' | 'EVENT'
  state: 'CREATED' | 'ACTIVATED' | 'DEACTIVATED'
  /** How conditions are joined; `AND` if it is not said. */
  logical?: 'AND' | 'ANY'
  conditions?: Condition[]
  batch?: { size: number; windowSeconds: number }
  actions: Target[]
}

export type HistoryEvent =
  /** A job or crawler ended. `startedBy` is a trigger; without it, a person started it. */
  | ({ event: 'ended'; startedBy?: string; time: number } & Condition)
  /** An event of EventBridge arrived for an event trigger. */
  | { event: 'arrived'; trigger: string; time: number }
  /** A trigger fired. */
  | { event: 'fired'; trigger: string; time: number }

export interface Start extends Target {
  trigger: string
}

/** Says what triggers have to start now. */
export function nextActions(triggers: Trigger[], history: HistoryEvent[], now: number): Start[] {
  throw new Error('Not written yet')
}
