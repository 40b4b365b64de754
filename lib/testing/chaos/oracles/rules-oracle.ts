import { callOfIntent, callOnEc2, isSallyports, rulesInDoubt } from "./calls.ts";
import type { Evidence } from "./evidence.ts";

interface Event {
  readonly at: number;
  readonly present: boolean;
}

/**
 * O2: EC2's rules are those of the beginning, and what was done to them since: by the steps that the journal calls done,
 * and by others past Sallyport. What differs has a drift record. And what people were granted is what is open.
 */
export function rulesOracle(evidence: Evidence): readonly string[] {
  const { before, now, drifts } = evidence;
  const events = eventsOf(evidence);
  const told = new Set([
    ...drifts.map(({ groupId, ruleKey }) => `${groupId} ${ruleKey}`),
    ...rulesInDoubt(evidence),
  ]);
  const violations: string[] = [];
  for (const rule of new Set([...before, ...now, ...events.keys()])) {
    const last = events.get(rule)?.at(-1);
    const expected = last?.present ?? before.has(rule);
    if (expected !== now.has(rule) && !told.has(rule))
      violations.push(`O2: ${rule} is ${now.has(rule) ? "there" : "not there"}, against all that was done.`);
  }
  return [...violations, ...grantsOracle(evidence, told)];
}

/** What is known to have happened to each rule, in order. */
function eventsOf({ steps, requests }: Evidence): ReadonlyMap<string, Event[]> {
  const events = new Map<string, Event[]>();
  const add = (rule: string, at: number, present: boolean): void => {
    const known = [...(events.get(rule) ?? []), { at, present }];
    events.set(
      rule,
      known.sort((one, other) => one.at - other.at),
    );
  };
  const effective = requests.filter((request) => request.mutating && request.effective);
  for (const request of effective) {
    const call = callOnEc2(request);
    const at = new Date(request.time).getTime();
    if (call === null || isSallyports(request)) continue;
    if (call.verb === "authorize" || call.verb === "revoke") add(call.target, at, call.verb === "authorize");
  }
  for (const { state, journal } of steps) {
    if (state !== "done") continue;
    for (const { kind, body, createdAt } of journal) {
      if (kind !== "intent") continue;
      const { verb, target } = callOfIntent(body);
      if (verb !== "authorize" && verb !== "revoke") continue;
      // When it happened EC2 knows; an intent without a call of its own changed nothing.
      const call = effective.find((request) => {
        const there = isSallyports(request) ? callOnEc2(request) : null;
        return (
          there?.verb === verb &&
          there.target === target &&
          new Date(request.time).getTime() + 1 >= createdAt.getTime()
        );
      });
      if (call !== undefined) add(target, new Date(call.time).getTime(), verb === "authorize");
    }
  }
  return events;
}

/** A live grant's rule is there; one that nobody holds any more, and nobody else made, is not. */
function grantsOracle({ before, now, grants, requests }: Evidence, told: ReadonlySet<string>): string[] {
  const ruleOf = ({ groupId, peer }: (typeof grants)[number]) => `${groupId} ingress tcp 22:22 ${peer}`;
  const byHand = new Set(
    requests
      .filter((request) => request.mutating && request.effective && !isSallyports(request))
      .flatMap((request) => callOnEc2(request)?.target ?? []),
  );
  const needed = new Set(grants.filter(({ state }) => state === "live").map(ruleOf));
  const known = new Set(grants.map(ruleOf));
  return [...known].flatMap((rule) => {
    if (byHand.has(rule) || told.has(rule) || before.has(rule)) return [];
    if (needed.has(rule) && !now.has(rule)) return [`O2: a grant is live, and ${rule} is not there.`];
    if (!needed.has(rule) && now.has(rule)) return [`O2: no grant is live, and ${rule} is there.`];
    return [];
  });
}
