import { z } from "zod";
import { inEmergency, whyNoEmergency } from "#lib/core/grant/break-glass.ts";
import { untilWords } from "#lib/core/grant/grant-text.ts";
import { judgeEnd } from "#lib/core/grant/judge-end.ts";
import { judgeSource } from "#lib/core/grant/judge-source.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { effect } from "#lib/core/plan/effect.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import { planGrant } from "#lib/core/plan/plan-grant.ts";
import { ABSENT, conflict, invalid } from "#lib/core/refusal.ts";
import { fail, type Result, succeed } from "#lib/core/result.ts";
import { requiredAnswers } from "../approval/required-answers.ts";
import { appendAudit } from "../audit/append-audit.ts";
import { loggedTransaction } from "../audit/logged-transaction.ts";
import { type CreatedChange, createChange, keyOfForm, sentBefore } from "../change/create-change.ts";
import { plainText, reasonText, requestKeyText } from "../change/plain-text.ts";
import { guardedStacks, namesFor, type StackContext, stackContext } from "../change/stack-context.ts";
import { stackObservation } from "../change/stack-observation.ts";
import { databaseTime } from "../database-time.ts";
import { declareEmergency } from "../emergency/declare-emergency.ts";
import { grantRule } from "../expiry/grant-rule.ts";
import { nameSource } from "../model/source-row.ts";
import { heldRoles } from "../people/held-roles.ts";
import type { Deps, PersonActor, Transaction } from "../ports.ts";
import { type Beneficiary, findBeneficiary } from "./beneficiary.ts";
import { type Door, familiesOf, findDoor } from "./door.ts";
import { type GrantRefusal, NO_DOOR, NOT_OBSERVED } from "./grant-refusals.ts";
import { liveOnDoor } from "./grants-on-door.ts";
import { sharedAddressWarnings } from "./shared-address.ts";

export const askForAccessInput = z.strictObject({
  stackId: z.uuid(),
  /** An address or range as typed. */
  source: z.string().max(100),
  /** What to call it; a name is made up when empty. */
  sourceName: plainText(100).default(""),
  /** "This address is mine." */
  attested: z.boolean().default(false),
  endsAt: z.coerce.date(),
  reason: reasonText,
  /** For a cloud admin: the ssh admin it is opened for. */
  personId: z.uuid().nullable().default(null),
  /** Break-glass: opened at once, and reviewed by somebody else. */
  emergency: z.boolean().default(false),
  requestKey: requestKeyText,
});
export type AskForAccessInput = z.output<typeof askForAccessInput>;

export interface AskedAccess extends CreatedChange {
  /** The lasting rule that opens it already, in words; null when the grant has a rule of its own. */
  readonly alreadyOpenBy: string | null;
}

/**
 * Asks for SSH from a source, for a stack, until a time, with a reason; or opens it for a named ssh admin. It waits for
 * whoever the stack's policy says, unless that is nobody.
 */
export async function askForAccess(
  deps: Deps,
  actor: PersonActor,
  input: AskForAccessInput,
): Promise<Result<AskedAccess, GrantRefusal>> {
  const observation = await stackObservation(deps.db, input.stackId);
  return loggedTransaction(deps, actor, "grant.asked", { stackId: input.stackId }, async (transaction) => {
    const beneficiary = await findBeneficiary(transaction, actor, input.personId);
    if (!beneficiary.ok) return beneficiary;
    const context = await stackContext(transaction, input.stackId);
    if (context === null) return fail<GrantRefusal>(ABSENT);
    const before = await sentBefore(transaction, actor, input.requestKey, { kind: "grant", input });
    if (!before.ok) return before;
    if (before.value !== null) return succeed({ ...before.value, alreadyOpenBy: null });
    const door = findDoor(context.model.stack);
    if (door === null) return fail<GrantRefusal>(NO_DOOR);
    if (observation === null) return fail<GrantRefusal>(NOT_OBSERVED);
    return ask({
      transaction,
      deps,
      actor,
      input,
      context,
      door,
      observation,
      beneficiary: beneficiary.value,
    });
  });
}

interface Asking {
  readonly transaction: Transaction;
  readonly deps: Deps;
  readonly actor: PersonActor;
  readonly input: AskForAccessInput;
  readonly context: StackContext;
  readonly door: Door;
  readonly observation: Observation;
  readonly beneficiary: Beneficiary;
}

async function ask(asking: Asking): Promise<Result<AskedAccess, GrantRefusal>> {
  const { transaction, input, context, door, observation, beneficiary } = asking;
  const { model } = context;
  const policy = input.emergency ? inEmergency(context.policy) : context.policy;
  if (input.emergency) {
    const roles = await heldRoles(transaction, asking.actor.personId);
    const why = whyNoEmergency(policy, roles, beneficiary.isRequester);
    if (why !== null) return fail(why);
  }
  const judged = judgeSource(
    {
      text: input.source,
      attested: input.attested,
      families: familiesOf(observation.vpcs, model.stack.vpcId),
    },
    policy,
  );
  if (!judged.ok) return fail(invalid(judged.problem));
  const end = judgeEnd(await databaseTime(transaction), input.endsAt, policy);
  if (!end.ok) return fail(invalid(end.problem));
  const { cidr } = judged.value;
  const standing = await underWay(asking, cidr);
  if (standing !== null) return fail(standing);

  const number = await nextGrantNumber(transaction);
  const { sharing, passing } = await liveOnDoor(transaction, door, cidr);
  const rule = { ...door, peer: cidr };
  const proposal = planGrant(
    {
      stack: model.stack,
      observation,
      groupId: door.groupId,
      shape: grantRule(rule),
      holders: [{ number, endsAt: input.endsAt }, ...sharing],
      passing,
      limits: limitsInForce(observation),
    },
    sharing.length > 0 ? "join" : "open",
  );
  if (!proposal.ok) return fail(conflict(proposal.problem.sentence));
  const { plan, alreadyOpenBy } = proposal.value;
  const sourceName =
    input.sourceName === "" ? await knownName(transaction, cidr, beneficiary) : input.sourceName;
  const names = await namesFor(transaction, model, observation, new Map([[cidr, sourceName]]));
  const answer = { now: await databaseTime(transaction), within: policy.answerWithinSeconds };
  const told = effect(plan, observation, {
    names,
    removesLastSource: false,
    alreadyOpenBy,
    guarded: await guardedStacks(transaction, model, [{ name: sourceName, peer: { kind: "cidr", cidr } }]),
  });
  const shared = await sharedAddressWarnings(transaction, cidr, beneficiary.id);
  const kind = beneficiary.isRequester ? "own-grant" : "grant-for-other";
  const required = await requiredAnswers(
    transaction,
    { kind },
    { policy, stackId: model.id, plan, effect: told },
  );
  if (!required.ok) return required;
  const change = await createChange(transaction, asking.deps, asking.actor, {
    kind: "grant",
    stackId: model.id,
    beneficiaryId: beneficiary.id,
    title: `Open SSH to ${model.stack.name} for ${beneficiary.name} from ${cidr} until ${untilWords(input.endsAt)}`,
    reason: input.reason,
    plan,
    effect: { ...told, warnings: [...shared, ...told.warnings] },
    requirement: input.emergency ? { parts: [] } : required.value,
    answerBy: earlier(new Date(answer.now.getTime() + answer.within * 1_000), input.endsAt),
    requestKey: keyOfForm(input.requestKey, { kind: "grant", input }),
  });
  if (input.emergency) {
    const { endsAt, reason } = input;
    const stack = await transaction.stack.findUniqueOrThrow({
      where: { id: model.id },
      select: { id: true, name: true, teamId: true },
    });
    const declared = { change, stack, beneficiary, peer: cidr, reason, endsAt };
    await declareEmergency(transaction, asking.actor, declared);
  }
  await writeGrant(asking, change, { number, cidr, sourceName, rule, alreadyOpenBy });
  return succeed({ ...change, alreadyOpenBy });
}

/** What its owner calls the source already, or a name made up for it. */
async function knownName(transaction: Transaction, cidr: string, owner: Beneficiary): Promise<string> {
  const known = await transaction.source.findFirst({
    where: { value: cidr, ownerId: owner.id },
    select: { name: true },
  });
  return known?.name ?? `${owner.name}'s address`;
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

/** One's own live grant on the same source is extended, not doubled; an open request is waited for. */
async function underWay(
  { transaction, context, door, beneficiary }: Asking,
  cidr: string,
): Promise<GrantRefusal | null> {
  const known = await transaction.grant.findFirst({
    where: {
      stackId: context.model.id,
      personId: beneficiary.id,
      groupId: door.groupId,
      peer: cidr,
      state: { in: ["asked", "live"] },
    },
    include: { change: { select: { number: true } } },
    orderBy: { endsAt: "desc" },
  });
  if (known === null) return null;
  const whose = beneficiary.isRequester ? "You have" : `${beneficiary.name} has`;
  if (known.state === "asked") {
    return conflict(`${whose} asked for this already: change #${known.change.number} waits for its answer.`);
  }
  const until = untilWords(known.endsAt);
  return {
    ...conflict(`${whose} this access already, until ${until}. Extend that grant instead.`),
    extendGrantId: known.id,
  };
}

/** Taken before the grant is written, because the rule on EC2 carries it. */
async function nextGrantNumber(transaction: Transaction): Promise<number> {
  const [row] = await transaction.$queryRaw<{ number: bigint }[]>`
    SELECT nextval('grant_number_seq') AS number`;
  if (row === undefined) throw new Error("The database gave no number.");
  return Number(row.number);
}

interface GrantToWrite {
  readonly number: number;
  readonly cidr: string;
  readonly sourceName: string;
  readonly rule: Door & { readonly peer: string };
  readonly alreadyOpenBy: string | null;
}

async function writeGrant(
  { transaction, actor, input, context, beneficiary }: Asking,
  change: CreatedChange,
  { number, cidr, sourceName, rule, alreadyOpenBy }: GrantToWrite,
): Promise<void> {
  const { id: sourceId } = await nameSource(transaction, sourceName, { kind: "cidr", cidr }, beneficiary.id);
  const grant = await transaction.grant.create({
    data: {
      ...rule,
      number,
      stackId: context.model.id,
      sourceId,
      personId: beneficiary.id,
      changeId: change.id,
      reason: input.reason,
      state: "asked",
      endsAt: input.endsAt,
      alreadyOpenBy,
    },
    select: { id: true },
  });
  await appendAudit(transaction, {
    actor,
    action: "grant.asked",
    subjects: {
      stackId: context.model.id,
      groupId: rule.groupId,
      changeId: change.id,
      grantId: grant.id,
      personId: beneficiary.id,
    },
    details: {
      number,
      for: beneficiary.name,
      peer: cidr,
      source: sourceName,
      attested: input.attested,
      endsAt: input.endsAt.toISOString(),
      reason: input.reason,
      alreadyOpenBy,
    },
  });
}
