/** What a review and its evidence say of rows that are not among what is reviewed any more: not all of it is shut. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote } from "#lib/adapters/signing/sign-note.ts";
import { evidencePackSchema } from "#lib/formats/evidence/evidence-pack.ts";
import { workerActor } from "#lib/testing/organisation.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { handBackGrant } from "#lib/usecases/access/hand-back-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { utf8 } from "#lib/usecases/audit/leaf-functions.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { closeReview } from "#lib/usecases/review/close-review.ts";
import { decideRow } from "#lib/usecases/review/decide-row.ts";
import { introduceSigner, makePacks } from "#lib/usecases/review/make-packs.ts";
import { readReview } from "#lib/usecases/review/read-review.ts";
import { startReview } from "#lib/usecases/review/start-review.ts";

const OFFICE = "198.51.100.128/25";
const HOTEL = "198.51.100.0/25";
const [HANDED, OVERDUE] = ["203.0.113.121/32", "203.0.113.122/32"];
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

let bench: Bench;
const grants = new Map<string, string>();

async function openGrant(cidr: string): Promise<void> {
  const { mara, casey } = bench.org.people;
  const { change, grant } = await bench.askGrant(mara, cidr, 7_200);
  await bench.approve(change, casey);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  grants.set(cidr, grant.id);
}

async function keepStanding(name: string, value: string): Promise<void> {
  const { owner, stack, people } = bench.org;
  const data = { name, kind: "ipv4", value, ownerId: people.casey.personId };
  const source = await owner.source.create({ data });
  const standing = { stackId: stack.id, sourceId: source.id, reviewAt: new Date("2027-12-01") };
  await owner.stackSource.create({ data: standing });
}

const begin = async () => {
  const { ines } = bench.org.people;
  const started = await startReview(bench.org.deps, ines, {
    name: "Half-yearly",
    kinds: ["grant", "source"],
    stackIds: [bench.org.stack.id],
    personIds: null,
    reviewerId: ines.personId,
    dueAt: inDays(14),
  });
  if (!started.ok) throw new Error(started.problem.sentence);
  return started.value;
};

const rowsOf = async (number: number) => {
  const read = await readReview(bench.org.deps, bench.org.people.ines, { number });
  if (!read.ok) throw new Error(read.problem.sentence);
  return new Map(read.value.rows.map((row) => [row.evidence.peer, row]));
};

const key = generateSigner("test/sallyport");
const signer = {
  keyId: key.verifier.id,
  name: key.verifier.name,
  verifier: key.verifier.text,
  signNote: (text: string) => signNote(text, key),
};

/** The newest evidence, made as the worker does. */
async function packOf(reviewId: string) {
  await sequenceAudit(bench.org.workerDeps);
  await introduceSigner(bench.org.worker, signer);
  const printPdf = () => Promise.resolve(utf8("%PDF"));
  const made = await makePacks({ db: bench.org.worker, actor: workerActor, signer, printPdf });
  const stored = await bench.org.web.evidencePack.findFirstOrThrow({
    where: { reviewId },
    orderBy: { edition: "desc" },
  });
  const pack = evidencePackSchema.parse(JSON.parse(new TextDecoder().decode(stored.json)));
  return { made, pack, done: new Map(pack.rows.map((row) => [row.evidence.peer, row.done])) };
}

beforeAll(async () => {
  bench = await startBench();
  await openGrant(HANDED);
  await openGrant(OVERDUE);
  await keepStanding("Hamburg office", OFFICE);
  await keepStanding("Hotel", HOTEL);
  await bench.openByHand(OFFICE);
  await bench.observe();
});
afterAll(() => bench.close());

it("says of nothing that it is shut while it is open, at the desk and in the signed evidence", async () => {
  const { org } = bench;
  const { ines, mara } = org.people;
  const { id, number } = await begin();
  const since = async (peer: string) => (await rowsOf(number)).get(peer)?.since;
  expect(await since(OFFICE)).toEqual([]);

  const handed = await handBackGrant(org.deps, mara, { grantId: grants.get(HANDED) ?? "" });
  if (!handed.ok || handed.value === null) throw new Error("It was not handed back.");
  await org.owner.$executeRaw`
    UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
     WHERE id = ${grants.get(OVERDUE)}::uuid`;
  await org.owner.stackSource.deleteMany({ where: { stackId: org.stack.id } });

  expect(await since(HANDED)).toEqual([
    "It is being taken away and has not ended yet: its rule may still stand on EC2.",
  ]);
  expect(await since(OVERDUE)).toEqual([
    expect.stringMatching(/^Its time was over at .* not taken away yet/),
  ]);
  expect(await since(OFFICE)).toEqual([
    "The text of its stack names it no longer, but its rule still stands on EC2.",
  ]);
  expect(await since(HOTEL)).toEqual([
    "The text of its stack names it no longer, and the last look at EC2 shows no rule of it.",
  ]);

  for (const peer of [HANDED, OFFICE, HOTEL]) {
    const rowId = (await rowsOf(number)).get(peer)?.id ?? "";
    const decision = { reviewId: id, rowId, decision: "revoke", note: "" } as const;
    expect(await decideRow(org.deps, ines, decision)).toMatchObject({ ok: true });
  }
  const close = { reviewId: id, leavingOpen: true, acceptNoSshSource: false, note: "" };
  expect(await closeReview(org.deps, ines, close)).toMatchObject({ ok: true, value: { changes: [] } });
  const first = await packOf(id);
  expect(first.pack.summary).toMatchObject({ revoked: 3, takenAway: 1, pending: 2 });
  expect(first.done.get(HANDED)).toContain("has not ended yet");
  expect(first.done.get(OFFICE)).toContain("its rule still stands");
  expect(first.done.get(HOTEL)).toContain("no rule of it");

  expect(await packOf(id)).toMatchObject({ made: 0 });
  expect(await applyChange(bench.deps, handed.value.id)).toEqual({ kind: "ended" });
  const second = await packOf(id);
  expect(second.pack).toMatchObject({ edition: 2, summary: { takenAway: 2, pending: 1 } });
  expect(second.done.get(HANDED)).toMatch(
    /^It was being taken away when the review was closed, and ended at/,
  );
  expect(await packOf(id)).toMatchObject({ made: 0 });
});

it("does not ask the reviewer for services where a stack has no group that takes sources", async () => {
  const { owner, stack } = bench.org;
  await keepStanding("Warehouse", "192.0.2.0/25");
  await owner.stack.update({ where: { id: stack.id }, data: { bindings: [] } });
  const row = (await rowsOf((await begin()).number)).get("192.0.2.0/25");
  expect(row?.evidence.reach).toMatchObject({ verdict: "unknown", interfaces: 0 });
  expect(row?.evidence.reach.sentence).toBe(
    "Its stack has no group that takes sources, so it cannot be told what it opens.",
  );
});
