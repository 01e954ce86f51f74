interface Timer {
  readonly at: number
  readonly run: () => void
}

/** Time that moves only when told to. */
export interface FakeClock {
  now(): number
  monotonic(): number
  setTimer(run: () => void, delayMs: number): () => void
  /** How many timers are armed. */
  timers(): number
  /** Lets time pass, running each timer when it is due and letting promises settle in between. */
  advance(ms: number): Promise<void>
  /** Time passes and nothing runs, as in a closed laptop; overdue timers then run once. */
  sleep(ms: number, options?: { readonly monotonicStands?: boolean }): Promise<void>
  /** Somebody sets the wall clock. */
  shiftWall(ms: number): void
  /** Lets promises settle without time passing. */
  settle(): Promise<void>
}

/** Creates a clock at an arbitrary moment. */
export function createFakeClock(): FakeClock {
  const timers = new Set<Timer>()
  let wall = 1_790_000_000_000
  let monotonic = 0
  const pass = (ms: number): void => {
    wall += ms
    monotonic += ms
  }
  const runDue = async (until: number): Promise<void> => {
    for (let next = earliest(timers, until); next; next = earliest(timers, until)) {
      pass(Math.max(0, next.at - monotonic))
      timers.delete(next)
      next.run()
      await settle()
    }
  }
  return {
    now: () => wall,
    monotonic: () => monotonic,
    setTimer: (run, delayMs) => {
      const timer = { at: monotonic + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    timers: () => timers.size,
    advance: async (ms) => {
      const until = monotonic + ms
      await settle()
      await runDue(until)
      pass(until - monotonic)
      await settle()
    },
    sleep: async (ms, { monotonicStands = false } = {}) => {
      wall += ms
      if (!monotonicStands) monotonic += ms
      await settle()
      await runDue(monotonic)
    },
    shiftWall: (ms) => {
      wall += ms
    },
    settle,
  }
}

function earliest(timers: ReadonlySet<Timer>, until: number): Timer | undefined {
  return [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
}

/** Response bodies need several turns of the microtask queue; a fixed number keeps tests exact. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
}
