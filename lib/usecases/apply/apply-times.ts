/** How long the applier waits, all in milliseconds. Defaults are for EC2; tests shorten them. */
export interface ApplyTimes {
  /** A lease without a sign of life ends after this, by the database's time. */
  readonly leaseMs: number;
  /** A request is given up after this. A lapsed lease is taken over only so much later. */
  readonly requestMs: number;
  /** From the intent to the moment the signed request must leave. */
  readonly sendWithinMs: number;
  /** After this from its signature EC2 refuses a request: then a lost call cannot happen any more. */
  readonly requestLifeMs: number;
  /** How long EC2 may take to show what it accepted. */
  readonly readBackMs: number;
  /** Between the last rule added and the first one taken away: EC2 enforces in its own time. */
  readonly pauseMs: number;
}

export const APPLY_TIMES: ApplyTimes = {
  leaseMs: 30_000,
  requestMs: 20_000,
  sendWithinMs: 5_000,
  requestLifeMs: 15 * 60_000,
  readBackMs: 30_000,
  pauseMs: 2_000,
};
