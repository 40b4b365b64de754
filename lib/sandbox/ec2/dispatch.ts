import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { authenticate, type Principal } from "./auth/authenticate.ts";
import { authorise } from "./auth/policy.ts";
import type { SignedRequest } from "./auth/signature.ts";
import type { Call } from "./behaviour/call.ts";
import { pageNumber } from "./behaviour/listing.ts";
import type { FaultEffect, Faults, Strike } from "./faults.ts";
import { findOperation, type Operation } from "./operations.ts";
import { invalidAction, Refusal } from "./refusal.ts";
import type { RequestEntry, RequestLog } from "./request-log.ts";
import type { Store } from "./store.ts";
import { bucketOf, standardBucket, type TokenBuckets } from "./token-buckets.ts";
import { type Written, writeError, writeSuccess } from "./wire/answer.ts";
import type { Dialect } from "./wire/decode-query.ts";
import { readRequest, type WireRequest } from "./wire/read-request.ts";

export interface Sandbox {
  readonly store: Store;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly buckets: TokenBuckets;
  readonly throttled: boolean;
  readonly reduced: boolean;
  readonly requestLifeMilliseconds: number;
  readonly trailDelayMilliseconds: number;
}

export type Reply =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly written: Written;
      readonly requestId: string;
    }
  | { readonly kind: "drop" }
  | { readonly kind: "hang" };

/** One request from arrival to reply, faults included. Every path leaves one entry in the request log. */
export async function dispatch(sandbox: Sandbox, request: SignedRequest): Promise<Reply> {
  const requestId = randomUUID();
  const wire = readRequest(request);
  const action = wire instanceof Refusal ? "" : wire.action;
  const operation = findOperation(action);
  const caller = tryAuthenticate(sandbox, request);
  const strikes = sandbox.faults.strike(
    {
      action,
      account: caller?.account,
      region: caller?.region,
      mutating: operation?.mutates ?? false,
      page: wire instanceof Refusal ? 1 : pageNumber(wire.nextToken),
    },
    Date.now(),
  );
  const effects = strikes.map((strike) => strike.effect);
  const agent = request.headers["user-agent"]?.slice(0, 300);
  const subject = { requestId, action, operation, caller, strikes, agent };
  for (const effect of effects) {
    if (effect.kind === "delay" && effect.when === "before") await delay(effect.milliseconds);
  }
  const before = silent(effects, "before");
  if (before !== undefined) {
    record(sandbox, subject, { code: "NotDone", status: 0, effective: false }, before);
    return { kind: before };
  }
  const result = perform(sandbox, request, wire, operation, strikes, requestId);
  for (const effect of effects) {
    if (effect.kind === "delay" && effect.when === "after") await delay(effect.milliseconds);
  }
  const after = silent(effects, "after");
  record(sandbox, subject, result, after);
  return after === undefined
    ? { kind: "answer", status: result.status, written: result.written, requestId }
    : { kind: after };
}

interface Result {
  readonly status: number;
  readonly code: string;
  readonly written: Written;
  readonly effective: boolean;
  readonly input?: unknown;
}

/** Everything that is decided at one instant: no await, so calls take effect one after another. */
function perform(
  sandbox: Sandbox,
  request: SignedRequest,
  wire: WireRequest | Refusal,
  operation: Operation | undefined,
  strikes: readonly Strike[],
  requestId: string,
): Result {
  let dialect: Dialect = operation?.dialect ?? "ec2";
  let input: unknown;
  let effective = false;
  try {
    if (wire instanceof Refusal) throw wire;
    const { action } = wire;
    const now = Date.now();
    const principal = authenticate(sandbox.store.current(), request, now, sandbox.requestLifeMilliseconds);
    dialect = principal.service;
    if (operation === undefined || operation.dialect !== principal.service) throw invalidAction(action);
    input = wire.decode(operation.input, operation.dialect);
    throttle(sandbox, principal, operation, input, strikes, now);
    authorise(principal, action);
    const { output, changes, refusal } = operation.run(
      callOf(sandbox, principal, operation, strikes, now),
      input,
    );
    // EC2-FACTS, "DryRun": 412 when it would have worked, and nothing is done.
    if (isDryRun(input)) {
      throw (
        refusal ??
        new Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)
      );
    }
    sandbox.store.commit(changes, now);
    effective = operation.mutates && changes.length > 0;
    if (refusal !== undefined) throw refusal;
    const written = writeSuccess(dialect, { action, requestId, output, schema: operation.output });
    return { status: 200, code: "Success", written, effective, input };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const written = writeError(dialect, requestId, error);
    return { status: error.status, code: error.code, written, effective, input };
  }
}

function callOf(
  sandbox: Sandbox,
  principal: Principal,
  operation: Operation,
  strikes: readonly Strike[],
  now: number,
): Call {
  const lags = strikes.flatMap(({ effect }) => (effect.kind === "stale-reads" ? [effect.milliseconds] : []));
  const isStale = lags.length > 0 && operation.dialect === "ec2" && !operation.mutates;
  return {
    state: isStale ? sandbox.store.stateAt(now - Math.max(...lags)) : sandbox.store.current(),
    principal,
    account: principal.account,
    region: principal.region,
    now,
    reduced: sandbox.reduced,
    trail: () => sandbox.log.after(0),
    trailDelayMilliseconds: sandbox.trailDelayMilliseconds,
  };
}

function throttle(
  sandbox: Sandbox,
  principal: Principal,
  operation: Operation,
  input: unknown,
  strikes: readonly Strike[],
  now: number,
): void {
  const place = `${principal.account}/${principal.region}`;
  for (const { id, effect } of strikes) {
    if (effect.kind === "throttle") sandbox.buckets.take(`${place}/fault/${id}`, effect, now);
    if (effect.kind === "error") throw faultRefusal(effect);
  }
  // EC2's buckets are EC2's alone.
  if (!sandbox.throttled || operation.dialect !== "ec2") return;
  const name = bucketOf(
    operation.action,
    operation.mutates,
    typeof input === "object" && input !== null ? input : {},
  );
  sandbox.buckets.take(`${place}/${name}`, standardBucket(name), now);
}

const statuses: Readonly<Record<string, number>> = {
  RequestLimitExceeded: 503,
  ServiceUnavailable: 503,
  Unavailable: 503,
  InternalError: 500,
  InternalFailure: 500,
  UnauthorizedOperation: 403,
  AuthFailure: 401,
};

const faultRefusal = (effect: Extract<FaultEffect, { kind: "error" }>): Refusal =>
  new Refusal(
    effect.code,
    effect.message ?? `The sandbox was asked to answer ${effect.code}.`,
    effect.status ?? statuses[effect.code] ?? 400,
  );

function silent(effects: readonly FaultEffect[], when: "before" | "after"): "drop" | "hang" | undefined {
  const effect = effects.find(
    (candidate) => (candidate.kind === "drop" || candidate.kind === "hang") && candidate.when === when,
  );
  return effect?.kind === "drop" || effect?.kind === "hang" ? effect.kind : undefined;
}

interface Subject {
  readonly requestId: string;
  readonly action: string;
  readonly operation: Operation | undefined;
  readonly caller: Principal | undefined;
  readonly strikes: readonly Strike[];
  readonly agent: string | undefined;
}

const deliveries = { drop: "dropped", hang: "hung" } as const;

function record(
  sandbox: Sandbox,
  subject: Subject,
  result: Omit<Result, "written">,
  silence: "drop" | "hang" | undefined,
): void {
  const entry: Omit<RequestEntry, "cursor"> = {
    time: new Date().toISOString(),
    requestId: subject.requestId,
    service: subject.operation?.dialect ?? subject.caller?.service ?? "",
    action: subject.action,
    account: subject.caller?.account,
    region: subject.caller?.region,
    principal: subject.caller?.arn,
    agent: subject.agent,
    parameters: result.input,
    mutating: subject.operation?.mutates ?? false,
    effective: result.effective,
    status: result.status,
    code: result.code,
    delivered: silence === undefined ? "answered" : deliveries[silence],
    faults: subject.strikes.map((strike) => strike.id),
  };
  sandbox.log.add(entry);
}

/** Who it is, if it can be told: faults are matched, and the log written, even for a request to be refused. */
function tryAuthenticate(sandbox: Sandbox, request: SignedRequest): Principal | undefined {
  try {
    return authenticate(sandbox.store.current(), request, Date.now(), sandbox.requestLifeMilliseconds);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const isDryRun = (input: unknown): boolean =>
  typeof input === "object" && input !== null && "DryRun" in input && input.DryRun === true;
