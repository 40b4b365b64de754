/** What an ssh admin reads of colleagues: what the firewall lets through, and nobody's name. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { applyChange } from "../apply/apply-change.ts";
import { readTimeline } from "../history/read-timeline.ts";
import type { PersonActor } from "../ports.ts";
import { readFindings } from "./read-findings.ts";
import { readGraph } from "./read-graph.ts";
import { readStack } from "./read-stack.ts";
import { readStacks } from "./read-stacks.ts";

const SOURCE = "Jonas's laptop";
const CIDR = "203.0.113.50/32";

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  const { change, grant } = await bench.askGrant(bench.org.people.jonas, CIDR, 3_600);
  await bench.org.owner.source.update({ where: { id: grant.sourceId }, data: { name: SOURCE } });
  await bench.approve(change, bench.org.people.casey);
  await applyChange(bench.deps, change.id);
  await bench.observe();
});
afterAll(() => bench.close());

/** Everything that the pages of the stack, the graph and the findings say to somebody. */
async function told(reader: PersonActor): Promise<string> {
  const { deps } = bench.org;
  const read = [
    await readTimeline(deps, reader, { name: "shop" }),
    await readGraph(deps, reader, { scope: "" }),
    await readStack(deps, reader, { name: "shop" }),
    await readStacks(deps, reader),
    await readFindings(deps, reader, { groupId: null }),
  ];
  expect(read.every(({ ok }) => ok)).toBe(true);
  return JSON.stringify(read);
}

it("names a colleague's source to whoever may read the log, and to its owner", async () => {
  for (const reader of [bench.org.people.casey, bench.org.people.ines, bench.org.people.jonas]) {
    const all = await told(reader);
    expect(all).toContain(SOURCE);
    expect(all).toContain('"personName":"Jonas"');
  }
});

it("tells another ssh admin that the network is let in, and not whose it is", async () => {
  const all = await told(bench.org.people.mara);
  expect(all).toContain(CIDR);
  expect(all).not.toContain(SOURCE);
  // Who asked for a change that became a rule is told to whoever may read the stack: decision 0906.
  expect(all.replaceAll('"requesterName":"Jonas"', "")).not.toContain("Jonas");
});

it("names what stands open for the organisation, and not who answers for it", async () => {
  const { owner, stack, people } = bench.org;
  const office = {
    name: "Head office",
    kind: "ipv4",
    value: "198.51.100.0/28",
    ownerId: people.otto.personId,
  };
  const source = await owner.source.create({ data: office });
  const standing = { stackId: stack.id, sourceId: source.id, reviewAt: new Date("2099-01-01") };
  await owner.stackSource.create({ data: standing });
  await bench.observe();
  const all = await told(people.mara);
  expect(all).toContain("Head office");
  expect(all).not.toContain("Otto");
});

it("finds one network under two names, and says the names to whoever may read the log", async () => {
  const { owner, stack, people } = bench.org;
  const again = { name: "Old laptop", kind: "ipv4", value: CIDR, ownerId: people.otto.personId };
  const source = await owner.source.create({ data: again });
  const standing = { stackId: stack.id, sourceId: source.id, reviewAt: new Date("2099-01-01") };
  await owner.stackSource.create({ data: standing });
  await bench.observe();
  const findingOf = async (reader: PersonActor) => {
    const read = await readFindings(bench.org.deps, reader, { groupId: null });
    const entries = read.ok ? read.value.entries : [];
    return entries.find(({ finding }) => finding.id === `two-names/${CIDR}`)?.finding;
  };
  const [full, bare] = [await findingOf(people.casey), await findingOf(people.mara)];
  expect(full?.sentence).toContain(`“${SOURCE}”`);
  expect(bare).toMatchObject({
    sentence: `${CIDR} has 2 names. Whoever ends one of them may not know of the other.`,
    witness: { kind: "object", text: `${CIDR} has 2 names` },
    extent: null,
  });
});
