/** What a review revokes, from its first row to the rules on EC2. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateSigner } from "#lib/adapters/signing/ed25519-key.ts";
import { signNote, verifyNote } from "#lib/adapters/signing/sign-note.ts";
import { signedCheckpoint } from "#lib/adapters/signing/signed-checkpoint.ts";
import { type EvidencePack, evidencePackSchema } from "#lib/formats/evidence/evidence-pack.ts";
import { readPackNote } from "#lib/formats/evidence/pack-note.ts";
import { verifyEvidence } from "#lib/formats/evidence/verify-evidence.ts";
import { workerActor } from "#lib/testing/organisation.ts";
import { type Bench, startBench } from "#lib/testing/worker/bench.ts";
import { handBackGrant } from "#lib/usecases/access/hand-back-grant.ts";
import { applyChange } from "#lib/usecases/apply/apply-change.ts";
import { sha256, utf8 } from "#lib/usecases/audit/leaf-functions.ts";
import { sequenceAudit } from "#lib/usecases/audit/sequence-audit.ts";
import { dueGrants } from "#lib/usecases/expiry/due-grants.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { answerQuestion, askOwner } from "#lib/usecases/review/ask-owner.ts";
import { closeReview } from "#lib/usecases/review/close-review.ts";
import { decideRow, undoRow } from "#lib/usecases/review/decide-row.ts";
import { handOverReview } from "#lib/usecases/review/hand-over-review.ts";
import { introduceSigner, makePacks } from "#lib/usecases/review/make-packs.ts";
import { readPack } from "#lib/usecases/review/read-pack.ts";
import { type ReviewView, readReview } from "#lib/usecases/review/read-review.ts";
import { readReviews } from "#lib/usecases/review/read-reviews.ts";
import { remindReviewers } from "#lib/usecases/review/remind-reviewers.ts";
import { startReview } from "#lib/usecases/review/start-review.ts";

const sshFrom = (cidr: string): string => `ingress tcp 22:22 ${cidr}`;
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

const LAPTOP = "203.0.113.101/32";
const SHARED = "203.0.113.102/32";
const OFFICE = "198.51.100.128/25";

let bench: Bench;
let grants: { laptop: string; maras: string; jonas: string };

/** A grant that was asked for, approved and opened on EC2. */
async function opened(person: PersonActor, cidr: string): Promise<string> {
  const { change, grant } = await bench.askGrant(person, cidr, 7_200);
  await bench.approve(change, bench.org.people.casey);
  expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
  expect(await bench.grantState(grant.id)).toBe("live");
  return grant.id;
}

/** A standing source of the shop that somebody answers for, open on EC2 too. */
async function keepStanding(name: string, cidr: string, owner: PersonActor): Promise<void> {
  const { org } = bench;
  const source = await org.owner.source.create({
    data: { name, kind: "ipv4", value: cidr, ownerId: owner.personId },
  });
  const reviewAt = new Date("2026-12-01");
  await org.owner.stackSource.create({ data: { stackId: org.stack.id, sourceId: source.id, reviewAt } });
  await bench.openByHand(cidr);
}

beforeAll(async () => {
  bench = await startBench();
  const { mara, jonas, casey } = bench.org.people;
  grants = {
    laptop: await opened(mara, LAPTOP),
    maras: await opened(mara, SHARED),
    jonas: await opened(jonas, SHARED),
  };
  await keepStanding("Hamburg office", OFFICE, casey);
  await bench.observe();
});
afterAll(() => bench.close());

/** An exception in force that `owner` answers for, asked for, approved and begun as any is; of the shop, or of no stack. */
async function excepted(owner: PersonActor, isOfStack = true): Promise<string> {
  const { org } = bench;
  const stackId = isOfStack ? org.stack.id : null;
  const change = await org.web.changeRequest.create({
    data: {
      kind: "exception",
      stackId,
      ...(isOfStack ? {} : { scopeId: org.scope.id }),
      requesterId: owner.personId,
      beneficiaryId: owner.personId,
      title: "Accept a finding",
      reason: "A test",
      state: "open",
      plan: { steps: [] },
      pin: "ab".repeat(32),
      effect: {},
      requirement: { parts: [{ label: "One cloud admin", count: 1, roles: ["cloud_admin"] }] },
      answerBy: inDays(1),
    },
  });
  const exception = await org.web.findingException.create({
    data: {
      scopeId: org.scope.id,
      stackId,
      changeId: change.id,
      findingId: "a-finding",
      ruleId: "extra",
      extent: {},
      sentence: "Port 9 is open",
      ownerId: owner.personId,
      reason: "The printer needs it",
      endsAt: inDays(30),
    },
  });
  const role = "cloud_admin";
  const answer = { decision: "approve", role, pin: change.pin, personId: org.people.casey.personId };
  const asked = { requesterId: owner.personId, beneficiaryId: owner.personId };
  await org.web.approval.create({ data: { changeId: change.id, ...asked, ...answer } });
  const where = { id: change.id };
  const approved = { state: "approved", version: 2, approvedAt: new Date() };
  await org.web.changeRequest.update({ where, data: approved });
  await org.worker.changeRequest.update({ where, data: { state: "applying", version: 3 } });
  await org.worker.findingException.update({
    where: { id: exception.id },
    data: { state: "live", beganAt: new Date() },
  });
  const applied = { state: "applied", version: 4, finishedAt: new Date() };
  await org.worker.changeRequest.update({ where, data: applied });
  return exception.id;
}

const start = async (reviewer: PersonActor, actor = reviewer, dueAt = inDays(14)) => {
  const started = await startReview(bench.org.deps, actor, {
    name: "Half-yearly",
    kinds: ["grant", "source", "exception"],
    stackIds: [bench.org.stack.id],
    personIds: null,
    reviewerId: reviewer.personId,
    dueAt,
  });
  if (!started.ok) throw new Error(started.problem.sentence);
  return started.value;
};
const view = async (number: number, actor = bench.org.people.ines): Promise<ReviewView> => {
  const read = await readReview(bench.org.deps, actor, { number });
  if (!read.ok) throw new Error(read.problem.sentence);
  return read.value;
};
const rowOf = ({ rows }: ReviewView, grantOf: string, peer: string) => {
  const found = rows.find(
    ({ evidence }) => evidence.peer === peer && (evidence.owner?.name ?? "") === grantOf,
  );
  if (found === undefined) throw new Error(`No row of ${grantOf} from ${peer}.`);
  return found;
};
const key = generateSigner("test/sallyport");
const signer = {
  keyId: key.verifier.id,
  name: key.verifier.name,
  verifier: key.verifier.text,
  signNote: (text: string) => signNote(text, key),
};

/** The newest evidence of a review, made as the worker does and verified as anybody can. */
async function packOf(reviewId: string) {
  await sequenceAudit(bench.org.workerDeps);
  await introduceSigner(bench.org.worker, signer);
  const printPdf = (pack: EvidencePack) => Promise.resolve(utf8(`%PDF of review ${pack.review.number}`));
  const made = await makePacks({ db: bench.org.worker, actor: workerActor, signer, printPdf });
  const stored = await bench.org.web.evidencePack.findFirstOrThrow({
    where: { reviewId },
    orderBy: { edition: "desc" },
  });
  const verdict = verifyNote(stored.note, key.verifier);
  if (verdict.verdict !== "signed") throw new Error(`The note is ${verdict.verdict}.`);
  const note = readPackNote(verdict.text);
  if (note === null) throw new Error("The note says nothing of a pack.");
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return {
    made,
    edition: note.edition,
    faults: verifyEvidence(stored, note, {
      sha256,
      utf8,
      text,
      signedCheckpoint: (checkpoint) => signedCheckpoint(checkpoint, key.verifier.text),
    }),
    pack: evidencePackSchema.parse(JSON.parse(text(stored.json))),
  };
}

const logged = (action: string) => bench.org.owner.auditEntry.count({ where: { action } });

describe("a review", () => {
  it("pins what is in its scope with the evidence about it, and is nobody else's to run", async () => {
    const { ines, casey, mara, priya } = bench.org.people;
    const { number, rows } = await start(ines, casey);
    expect(rows).toBe(4);
    const seen = await view(number);
    expect(seen.population.counts).toEqual([
      { kind: "grant", inScope: 3, all: 3 },
      { kind: "source", inScope: 1, all: 1 },
      { kind: "exception", inScope: 0, all: 0 },
    ]);
    const row = rowOf(seen, "Mara", LAPTOP);
    expect(row.evidence).toMatchObject({
      title: `SSH to shop from ${LAPTOP}`,
      why: "A test",
      service: "tcp/22",
      approved: [{ by: "Casey", role: "cloud_admin" }],
      lastReview: null,
      reach: { verdict: "yes" },
    });
    expect(row.evidence.reach.interfaces).toBeGreaterThan(0);
    expect(row.evidence.entries.length).toBeGreaterThan(2);
    expect(row.evidence.lastChange?.what).toBe("opened SSH access");
    expect(rowOf(seen, "Casey", OFFICE).evidence.reach.verdict).toBe("yes");

    const decide = (actor: PersonActor) =>
      decideRow(bench.org.deps, actor, { reviewId: seen.id, rowId: row.id, decision: "revoke", note: "" });
    for (const actor of [casey, mara, priya]) {
      expect(await decide(actor)).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
    }
    expect(await readReview(bench.org.deps, mara, { number })).toMatchObject({ ok: false });
    for (const actor of [mara, priya]) {
      const refused = await startReview(bench.org.deps, actor, {
        name: "Mine",
        kinds: ["grant"],
        stackIds: null,
        personIds: null,
        reviewerId: ines.personId,
        dueAt: inDays(1),
      });
      expect(refused).toMatchObject({ ok: false, problem: { kind: "forbidden" } });
    }
    expect(await bench.org.owner.notice.count({ where: { kind: "review-given" } })).toBe(1);
  });

  it("nobody decides about their own: another takes that row, and raw SQL is refused too", async () => {
    const { ines, casey, ruben } = bench.org.people;
    const { id, number } = await start(casey);
    const own = rowOf(await view(number, casey), "Casey", OFFICE);
    const keep = { reviewId: id, rowId: own.id, decision: "keep", until: inDays(100), note: "" } as const;
    expect(own.whyNot).toContain("your own");
    expect(await decideRow(bench.org.deps, casey, keep)).toMatchObject({ problem: { kind: "forbidden" } });
    const forged = bench.org.web.reviewRow.update({
      where: { id: own.id },
      data: {
        decision: "keep",
        keepUntil: inDays(1),
        decidedById: casey.personId,
        decidedAt: new Date(),
      },
    });
    await expect(forged).rejects.toThrow("review_row_not_ones_own");
    expect(await decideRow(bench.org.deps, ruben, keep)).toMatchObject({ ok: true });
    const handed = { reviewId: id, to: ines.personId };
    expect(await handOverReview(bench.org.deps, ruben, handed)).toMatchObject({ ok: true });
    const decided = await view(number);
    expect(decided.reviewerName).toBe("Ines");
    expect(await undoRow(bench.org.deps, ines, { reviewId: id, rowId: own.id })).toMatchObject({ ok: true });
    const at = new Date(decided.rows.find((row) => row.id === own.id)?.decided?.at ?? 0);
    const then = await readReview(bench.org.deps, ines, { number }, at);
    expect(then).toMatchObject({
      ok: true,
      value: { reviewerName: "Casey", tally: { kept: 1 }, mayClose: false, takers: [] },
    });
    const row = then.ok ? then.value.rows.find((each) => each.id === own.id) : undefined;
    expect(row?.decided).toMatchObject({ kind: "keep", by: "Ruben", at: at.toISOString() });
    const list = await readReviews(bench.org.deps, ines, at);
    expect(list.ok ? list.value.reviews.find((each) => each.number === number) : null).toMatchObject({
      state: "open",
      reviewerName: "Casey",
      tally: { kept: 1 },
    });
    const before = new Date(Date.parse(decided.createdAt) - 1);
    expect(await readReview(bench.org.deps, ines, { number }, before)).toMatchObject({ ok: false });
  });

  it("a decision stands with its note: what is sent twice is done once, and another takes it back first", async () => {
    const { ines } = bench.org.people;
    const { id, number } = await start(ines);
    const row = rowOf(await view(number), "Mara", LAPTOP);
    const ofRow = { reviewId: id, rowId: row.id };
    const revoke = { ...ofRow, decision: "revoke", note: "She left the team" } as const;
    const keep = { ...ofRow, decision: "keep", until: new Date(Date.now() + 3_600_000), note: "" } as const;
    const stands = async () => (await view(number)).rows.find((each) => each.id === row.id)?.decided;
    const sent = { ...bench.org.deps, once: { key: "a".repeat(32), bodyHash: "b".repeat(64) } };
    const before = await logged("review.decided");
    const answer = { ok: true, value: { ordinal: row.ordinal } };
    expect(await decideRow(sent, ines, revoke)).toEqual(answer);
    expect(await decideRow(sent, ines, revoke)).toEqual(answer);
    expect(await logged("review.decided")).toBe(before + 1);

    const over = {
      problem: {
        kind: "conflict",
        sentence: expect.stringContaining("Take the decision back before you decide"),
      },
    };
    expect(await decideRow(bench.org.deps, ines, keep)).toMatchObject(over);
    expect(await stands()).toMatchObject({ kind: "revoke", note: "She left the team" });
    expect(await undoRow(bench.org.deps, ines, ofRow)).toMatchObject({ ok: true });
    expect(await decideRow(bench.org.deps, ines, keep)).toMatchObject({ ok: true });
    expect(await stands()).toMatchObject({ kind: "keep", note: "" });
  });

  it("an owner who is asked answers, sees nothing else, and does not decide", async () => {
    const { ines, mara, jonas } = bench.org.people;
    const { id, number } = await start(ines);
    const row = rowOf(await view(number), "Mara", LAPTOP);
    const ask = { reviewId: id, rowId: row.id, question: "Still needed?" };
    expect(await askOwner(bench.org.deps, ines, ask)).toMatchObject({ ok: true });
    const [notice] = await bench.org.owner.notice.findMany({ where: { kind: "review-question" } });
    expect(notice).toMatchObject({ personId: mara.personId });
    expect(notice?.body).toContain(`→ /reviews/${number}?row=${row.ordinal}`);
    const hers = await readReviews(bench.org.deps, mara);
    expect(hers).toMatchObject({ ok: true, value: { reviews: [], questions: [{ review: number }] } });
    expect((await view(number, mara)).rows.map(({ ordinal }) => ordinal)).toEqual([row.ordinal]);
    const says = { reviewId: id, rowId: row.id, says: "not-needed", note: "Done" } as const;
    expect(await answerQuestion(bench.org.deps, jonas, says)).toMatchObject({ ok: false });
    expect(await answerQuestion(bench.org.deps, mara, says)).toMatchObject({ ok: true });
    expect((await view(number)).rows.find((each) => each.id === row.id)?.answer?.says).toBe("not-needed");
    const begun = new Date((await view(number)).createdAt);
    expect(await readReview(bench.org.deps, mara, { number }, begun)).toMatchObject({ ok: false });
  });

  it("reminds its reviewer before it is due and after, once each", async () => {
    const { ines } = bench.org.people;
    const { id } = await start(ines);
    const told = () =>
      bench.org.owner.notice.count({ where: { dedupeKey: { startsWith: `review-due:review:${id}` } } });
    const dueIn = async (days: number) => {
      await bench.org.owner.$executeRaw`
        UPDATE review SET created_at = now() - interval '90 days', due_at = now() + make_interval(days => ${days}::int)
         WHERE id = ${id}::uuid`;
      await remindReviewers(bench.org.worker);
      await remindReviewers(bench.org.worker);
    };
    await dueIn(8);
    expect(await told()).toBe(0);
    await dueIn(6);
    expect(await told()).toBe(1);
    await dueIn(-1);
    expect(await told()).toBe(2);
    await dueIn(-9);
    expect(await told()).toBe(3);
  });

  it("closes with one change for all that it revoked, which others approve and the worker carries out", async () => {
    const { ines, casey, ruben } = bench.org.people;
    const { id, number } = await start(ines);
    const seen = await view(number);
    const decide = async (row: { readonly id: string }, decision: "keep" | "revoke") => {
      const common = { reviewId: id, rowId: row.id, note: "" };
      const input =
        decision === "revoke"
          ? ({ ...common, decision } as const)
          : ({ ...common, decision, until: new Date(Date.now() + 3_600_000) } as const);
      expect(await decideRow(bench.org.deps, ines, input)).toMatchObject({ ok: true });
    };
    await decide(rowOf(seen, "Mara", LAPTOP), "revoke");
    await decide(rowOf(seen, "Mara", SHARED), "revoke");
    await decide(rowOf(seen, "Casey", OFFICE), "revoke");
    const close = { reviewId: id, leavingOpen: false, acceptNoSshSource: false, note: "" };
    expect(await closeReview(bench.org.deps, casey, close)).toMatchObject({ problem: { kind: "forbidden" } });
    expect(await closeReview(bench.org.deps, ines, close)).toMatchObject({
      problem: { sentence: expect.stringContaining("1 row is not decided") },
    });
    const closed = await closeReview(bench.org.deps, ines, { ...close, leavingOpen: true });
    if (!closed.ok) throw new Error(closed.problem.sentence);
    expect(closed.value).toMatchObject({ leftOpen: 1, changes: [expect.any(Number)] });
    expect(await bench.grantState(grants.laptop)).toBe("live");

    const after = await view(number);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({
      where: { number: closed.value.changes[0] ?? 0 },
    });
    expect(change).toMatchObject({ kind: "review", state: "open", requesterId: ines.personId });
    expect(after.rows.filter((row) => row.changeNumber === change.number)).toHaveLength(3);
    const stays = rowOf(after, "Jonas", SHARED);
    const undo = { reviewId: id, rowId: stays.id };
    expect(await undoRow(bench.org.deps, ines, undo)).toMatchObject({ problem: { kind: "conflict" } });
    await expect(
      bench.org.web.reviewRow.update({ where: { id: stays.id }, data: { note: "later" } }),
    ).rejects.toThrow("the review is closed");

    await bench.approve(change, ruben);
    expect(await bench.grantState(grants.laptop)).toBe("ending");
    expect(await bench.org.owner.stackSource.count()).toBe(0);
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
    for (const grant of [grants.laptop, grants.maras]) expect(await bench.grantState(grant)).toBe("ended");
    expect(await bench.grantState(grants.jonas)).toBe("live");
    const rules = await bench.doorRules();
    expect(rules).toContain(sshFrom(SHARED));
    expect(rules).not.toContain(sshFrom(LAPTOP));
    expect(rules).not.toContain(sshFrom(OFFICE));
    expect(await logged("review.closed")).toBe(1);

    const first = await packOf(id);
    expect(first).toMatchObject({ faults: [], edition: 1 });
    expect(first.pack.summary).toMatchObject({ rows: 4, revoked: 3, takenAway: 3, pending: 0 });
    expect(first.pack.summary.leftOpen).toHaveLength(1);
    expect(first.pack.changes).toMatchObject([
      { state: "applied", askedBy: "Ines", answers: [{ by: "Ruben", decision: "approve" }] },
    ]);
    for (const row of first.pack.rows) expect(row.log.length).toBeGreaterThan(0);
    expect(first.pack.log.map(({ entry }) => entry).join()).toContain("review.closed");
    expect(await packOf(id)).toMatchObject({ made: 0 });
    for (const person of [bench.org.people.mara, bench.org.people.noor]) {
      expect(await readPack(bench.org.deps, person, { number })).toMatchObject({
        problem: { kind: "absent" },
      });
    }
    expect(await readPack(bench.org.deps, ines, { number })).toMatchObject({ ok: true });

    const next = await start(ines);
    const jonas = rowOf(await view(next.number), "Jonas", SHARED);
    expect(next.rows).toBe(1);
    expect(jonas.evidence.lastReview).toBeNull();
  });

  it("takes an exception to a finding away with its change, when that is approved", async () => {
    const { ines, ruben, priya } = bench.org.people;
    const exception = await excepted(priya);
    const { id, number } = await start(ines);
    const row = (await view(number)).rows.find(({ kind }) => kind === "exception");
    expect(row?.evidence).toMatchObject({
      title: "Accepted: Port 9 is open",
      owner: { name: "Priya" },
      approved: [{ by: "Casey" }],
      reach: { verdict: "as-found" },
    });
    const decision = { reviewId: id, rowId: row?.id ?? "", decision: "revoke", note: "" } as const;
    expect(await decideRow(bench.org.deps, ines, decision)).toMatchObject({ ok: true });
    const closed = await closeReview(bench.org.deps, ines, {
      reviewId: id,
      leavingOpen: true,
      acceptNoSshSource: false,
      note: "",
    });
    if (!closed.ok) throw new Error(closed.problem.sentence);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({
      where: { number: closed.value.changes[0] ?? 0 },
    });
    expect(change.title).toContain("1 exception");
    expect(JSON.stringify(change.effect)).toContain("Revoked: Accepted: Port 9 is open");
    const stateOf = async () =>
      (await bench.org.owner.findingException.findUniqueOrThrow({ where: { id: exception } })).state;
    expect(await stateOf()).toBe("live");
    const other = await start(ines);
    await bench.approve(change, ruben);
    expect(await stateOf()).toBe("ended");
    const over = (await view(other.number)).rows.find(({ kind }) => kind === "exception");
    expect(over?.since.join()).toMatch(
      /^It was over at .*accepted by it no longer, and may still be open\.$/,
    );
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
  });

  it("takes away an exception of no stack by a change about the account alone", async () => {
    const { ines, ruben, priya } = bench.org.people;
    const exception = await excepted(priya, false);
    const started = await startReview(bench.org.deps, ines, {
      name: "Accounts",
      kinds: ["exception"],
      stackIds: null,
      personIds: null,
      reviewerId: ines.personId,
      dueAt: inDays(14),
    });
    if (!started.ok) throw new Error(started.problem.sentence);
    const { id, number } = started.value;
    const [row] = (await view(number)).rows;
    const decision = { reviewId: id, rowId: row?.id ?? "", decision: "revoke", note: "" } as const;
    expect(await decideRow(bench.org.deps, ines, decision)).toMatchObject({ ok: true });
    const close = { reviewId: id, leavingOpen: false, acceptNoSshSource: false, note: "" };
    const closed = await closeReview(bench.org.deps, ines, close);
    if (!closed.ok) throw new Error(closed.problem.sentence);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({
      where: { number: closed.value.changes[0] ?? 0 },
    });
    expect(change).toMatchObject({ kind: "review", stackId: null, scopeId: bench.org.scope.id });
    await bench.approve(change, ruben);
    const ended = await bench.org.owner.findingException.findUniqueOrThrow({ where: { id: exception } });
    expect(ended.state).toBe("ended");
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
    expect((await packOf(id)).pack.summary).toMatchObject({ revoked: 1, takenAway: 1, pending: 0 });
  });

  it("is run, decided and closed by nobody with SSH access, whoever writes its rows", async () => {
    const { ines, mara } = bench.org.people;
    const { id, number } = await start(ines);
    const both = await bench.org.addPerson("Both", "security_reviewer");
    await bench.org.owner.roleAssignment.create({ data: { personId: both.personId, role: "ssh_admin" } });
    const [row] = (await view(number)).rows;
    const decided = (by: PersonActor) => ({
      decision: "revoke",
      decidedById: by.personId,
      decidedAt: new Date(),
    });
    for (const person of [both, mara]) {
      const { web } = bench.org;
      const given = web.review.update({ where: { id }, data: { reviewerId: person.personId } });
      await expect(given).rejects.toThrow("a reviewer holds the role for it");
      const forged = web.reviewRow.update({ where: { id: row?.id ?? "" }, data: decided(person) });
      await expect(forged).rejects.toThrow("who decides holds the role for it");
      const closed = { state: "closed", closedAt: new Date(), closedById: person.personId };
      const shut = web.review.update({ where: { id }, data: closed });
      await expect(shut).rejects.toThrow("who closes a review holds the role for it");
    }
  });

  it("is taken from nobody who runs it, and from whoever may run none any more", async () => {
    const { casey, ruben } = bench.org.people;
    const gone = await bench.org.addPerson("Gone", "security_reviewer");
    const { id, number } = await start(gone, casey);
    const give = (from: PersonActor, to: PersonActor) =>
      handOverReview(bench.org.deps, from, { reviewId: id, to: to.personId });
    const forbidden = { problem: { kind: "forbidden" } };
    expect(await give(bench.org.people.ines, bench.org.people.ines)).toMatchObject(forbidden);
    expect(await give(bench.org.people.ines, casey)).toMatchObject(forbidden);
    expect(await give(ruben, ruben)).toMatchObject(forbidden);
    expect((await view(number, ruben)).takers.map(({ name }) => name)).not.toContain("Ruben");
    expect((await view(number)).takers).toEqual([]);
    await bench.org.owner.person.update({
      where: { id: gone.personId },
      data: { disabledAt: new Date() },
    });
    expect((await view(number, ruben)).takers.map(({ name }) => name)).toContain("Ruben");
    expect(await give(ruben, ruben)).toMatchObject({ ok: true });
    const entry = await bench.org.owner.auditEntry.findFirstOrThrow({
      where: { action: "review.handed-over", personId: ruben.personId },
      orderBy: { at: "desc" },
      include: { personal: true },
    });
    expect(entry.personal.map(({ clear }) => clear).join()).toContain('"from":"Gone"');
    const told = await bench.org.owner.notice.findMany({ where: { personId: gone.personId } });
    expect(told.map(({ subject }) => subject)).toContain(
      `Access review #${number} is not yours to run any more`,
    );
  });

  it("ends what it revoked even where EC2 moved on, and where the change comes to nothing", async () => {
    const { ines, ruben, mara } = bench.org.people;
    const own = await opened(mara, "203.0.113.110/32");
    await bench.observe();
    const { id, number } = await start(ines);
    const row = rowOf(await view(number), "Mara", "203.0.113.110/32");
    await decideRow(bench.org.deps, ines, { reviewId: id, rowId: row.id, decision: "revoke", note: "Gone" });
    const closed = await closeReview(bench.org.deps, ines, {
      reviewId: id,
      leavingOpen: true,
      acceptNoSshSource: false,
      note: "",
    });
    if (!closed.ok) throw new Error(closed.problem.sentence);
    const change = await bench.org.owner.changeRequest.findUniqueOrThrow({
      where: { number: closed.value.changes[0] ?? 0 },
    });
    expect((await packOf(id)).pack.summary).toMatchObject({ revoked: 1, takenAway: 0, pending: 1 });
    await bench.approve(change, ruben);
    // Somebody takes the approval's ground away before the worker begins: the grant still ends, by itself.
    await bench.org.worker.changeRequest.update({
      where: { id: change.id },
      data: { state: "stale", version: { increment: 1 }, finishedAt: new Date() },
    });
    expect((await dueGrants(bench.org.worker, 10)).map((due) => due.id)).toContain(own);
    const again = await packOf(id);
    expect(again).toMatchObject({ faults: [], edition: 2 });
    expect(again.pack.changes).toMatchObject([{ state: "stale" }]);
  });

  /** A review of these grants alone, closed with all of them revoked: its change, waiting for approval. */
  async function revokedOf(...peers: readonly string[]) {
    const { ines } = bench.org.people;
    await bench.observe();
    const { id, number } = await start(ines);
    const { rows } = await view(number);
    for (const row of rows.filter(({ evidence }) => peers.includes(evidence.peer ?? ""))) {
      const decision = { reviewId: id, rowId: row.id, decision: "revoke", note: "" } as const;
      expect(await decideRow(bench.org.deps, ines, decision)).toMatchObject({ ok: true });
    }
    const close = { reviewId: id, leavingOpen: true, acceptNoSshSource: false, note: "" };
    const closed = await closeReview(bench.org.deps, ines, close);
    if (!closed.ok) throw new Error(closed.problem.sentence);
    return bench.org.owner.changeRequest.findUniqueOrThrow({
      where: { number: closed.value.changes[0] ?? 0 },
    });
  }

  it("makes its evidence again where what it revoked was ending, unseen, while it was made", async () => {
    const { ruben, jonas } = bench.org.people;
    await opened(jonas, "203.0.113.114/32");
    const change = await revokedOf("203.0.113.114/32");
    await bench.approve(change, ruben);
    const { reviewId } = await bench.org.owner.reviewRow.findFirstOrThrow({ where: { changeId: change.id } });
    await sequenceAudit(bench.org.workerDeps);
    // The transaction that ends it began before this evidence, and commits while that is being printed.
    const finishedAt = new Date(Date.now() - 60_000);
    const printPdf = async () => {
      const data = { version: { increment: 1 } };
      const where = { id: change.id };
      await bench.org.worker.changeRequest.update({ where, data: { ...data, state: "stale", finishedAt } });
      return utf8("%PDF");
    };
    expect(await makePacks({ db: bench.org.worker, actor: workerActor, signer, printPdf })).toBe(1);
    const again = await packOf(reviewId);
    expect(again).toMatchObject({ faults: [], edition: 2 });
    expect(again.pack.changes).toMatchObject([{ state: "stale" }]);
    expect(await packOf(reviewId)).toMatchObject({ made: 0, edition: 2 });
  });

  it("takes the rest away where a grant of it ended by itself before the approval", async () => {
    const { mara, jonas, ruben } = bench.org.people;
    const [gone, rest] = ["203.0.113.111/32", "203.0.113.112/32"];
    const ended = await opened(mara, gone);
    const left = await opened(jonas, rest);
    const change = await revokedOf(gone, rest);
    const back = await handBackGrant(bench.org.deps, mara, { grantId: ended });
    if (!back.ok || back.value === null) throw new Error("It was not handed back.");
    expect(await applyChange(bench.deps, back.value.id)).toEqual({ kind: "ended" });
    expect(await bench.grantState(ended)).toBe("ended");
    await bench.approve(change, ruben);
    expect(await applyChange(bench.deps, change.id)).toEqual({ kind: "ended" });
    expect(await bench.changeState(change.id)).toBe("applied");
    expect(await bench.grantState(left)).toBe("ended");
    expect(await bench.doorRules()).not.toContain(sshFrom(rest));
  });

  it("keeps no grant open beyond its time while its change waits for another approval", async () => {
    const { mara, ruben } = bench.org.people;
    const grant = await opened(mara, "203.0.113.113/32");
    const change = await revokedOf("203.0.113.113/32");
    await bench.approve(change, ruben);
    // As when whoever approved has lost the role since.
    await bench.org.worker.changeRequest.update({
      where: { id: change.id },
      data: { state: "open", version: { increment: 1 } },
    });
    const due = async () => (await dueGrants(bench.org.worker, 100)).map(({ id }) => id);
    expect(await due()).not.toContain(grant);
    await bench.org.owner.$executeRaw`
      UPDATE "grant" SET created_at = now() - interval '2 hours', ends_at = now() - interval '1 second'
       WHERE id = ${grant}::uuid`;
    expect(await due()).toContain(grant);
  });

  it("makes the evidence of one review where that of another cannot be made", async () => {
    const { ines } = bench.org.people;
    const closedNow = async () => {
      const { id, number } = await start(ines);
      const close = { reviewId: id, leavingOpen: true, acceptNoSshSource: false, note: "" };
      expect(await closeReview(bench.org.deps, ines, close)).toMatchObject({ ok: true });
      return { id, number };
    };
    const [bad, good] = [await closedNow(), await closedNow()];
    await sequenceAudit(bench.org.workerDeps);
    const printPdf = (pack: EvidencePack) =>
      pack.review.number === bad.number
        ? Promise.reject(new Error("no font"))
        : Promise.resolve(utf8("%PDF"));
    const making = makePacks({ db: bench.org.worker, actor: workerActor, signer, printPdf });
    await expect(making).rejects.toThrow("cannot be made");
    const packs = await bench.org.web.evidencePack.findMany({
      where: { reviewId: { in: [bad.id, good.id] } },
    });
    expect(packs.map(({ reviewId }) => reviewId)).toEqual([good.id]);
  });

  it("keeps what was noted at its closing from an owner who was asked", async () => {
    const { ines, jonas } = bench.org.people;
    const { id, number } = await start(ines);
    const row = rowOf(await view(number), "Jonas", SHARED);
    const ask = { reviewId: id, rowId: row.id, question: "Still needed?" };
    expect(await askOwner(bench.org.deps, ines, ask)).toMatchObject({ ok: true });
    const note = "Mara leaves in March";
    const close = { reviewId: id, leavingOpen: true, acceptNoSshSource: false, note };
    expect(await closeReview(bench.org.deps, ines, close)).toMatchObject({ ok: true });
    expect((await view(number)).closed?.note).toBe(note);
    expect((await view(number, jonas)).closed?.note).toBe("");
  });
});
