/** A whole bench for tests of applying: real PostgreSQL, the EC2 sandbox with the demo estate, and people of the shop. */
import {
  AuthorizeSecurityGroupIngressCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { createEc2Clients } from "#lib/adapters/ec2/ec2-clients.ts";
import { createEc2Gate } from "#lib/adapters/ec2/ec2-gate.ts";
import { createEstateReader } from "#lib/adapters/ec2/estate-reader.ts";
import { sandboxAccess } from "#lib/adapters/ec2/sandbox-access.ts";
import { diffStack } from "#lib/core/diff/diff-stack.ts";
import { canonicalRules } from "#lib/core/group/canonical-rule.ts";
import type { Observation } from "#lib/core/group/observation.ts";
import { limitsInForce } from "#lib/core/plan/limits-in-force.ts";
import type { Plan, RuleSpecification } from "#lib/core/plan/plan.ts";
import { planGrant } from "#lib/core/plan/plan-grant.ts";
import { planMatch } from "#lib/core/plan/plan-match.ts";
import { writePermission } from "#lib/formats/ec2/write-permission.ts";
import type { Ec2SandboxOptions } from "#lib/sandbox/ec2/main.ts";
import type { RequestEntry } from "#lib/sandbox/ec2/request-log.ts";
import { runningSandbox } from "#lib/sandbox/ec2/testing/running-sandbox.ts";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { demoEstate } from "#lib/sandbox/estate/demo-estate.ts";
import { createOrganisation, workerActor } from "#lib/testing/organisation.ts";
import { endLiveGrant } from "#lib/usecases/access/end-live-grant.ts";
import type { ApplyDeps } from "#lib/usecases/apply/apply-deps.ts";
import { APPLY_TIMES, type ApplyTimes } from "#lib/usecases/apply/apply-times.ts";
import { approveChange } from "#lib/usecases/approval/approve-change.ts";
import { pinOf } from "#lib/usecases/change/pin-of.ts";
import { grantRule } from "#lib/usecases/expiry/grant-rule.ts";
import { asStoredJson } from "#lib/usecases/model/stored-json.ts";
import { loadObservation } from "#lib/usecases/observation/load-observation.ts";
import { observeScope } from "#lib/usecases/observation/observe-scope.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import { stackModels } from "#lib/usecases/read/stack-model.ts";
import { bindDemoShop, DOOR } from "./demo-shop.ts";

/** Short enough for tests, long enough for two busy cores. */
export const QUICK: ApplyTimes = {
  ...APPLY_TIMES,
  requestMs: 1_000,
  leaseMs: 4_000,
  sendWithinMs: 1_500,
  requestLifeMs: 3_000,
  readBackMs: 1_500,
  pauseMs: 100,
};

const EFFECT = {
  gained: [],
  lost: [],
  sentences: [],
  interfaceIds: [],
  instanceIds: [],
  sessions: [],
  warnings: [],
};

export async function startBench(options: Partial<Ec2SandboxOptions> & { times?: ApplyTimes } = {}) {
  const { times = QUICK, ...sandboxOptions } = options;
  const org = await createOrganisation();
  const sandbox = await runningSandbox({ estate: demoEstate, ...sandboxOptions });
  const clients = createEc2Clients({
    access: (accountId) => sandboxAccess(accountId, sandbox.url),
    mayCall: (origin) => origin === sandbox.url,
    requestDeadlineMs: times.requestMs,
  });
  await bindDemoShop(org);

  const estate = createEstateReader(clients);
  const deps: ApplyDeps = {
    db: org.worker,
    queue: org.queue,
    actor: workerActor,
    ec2: createEc2Gate(clients),
    times,
    worker: "test",
    failPoint: () => undefined,
    stopping: () => false,
  };

  const observe = async (): Promise<Observation> => {
    await observeScope(org.worker, estate, org.scope.id, null);
    const observation = await loadObservation(org.worker, org.scope.id);
    if (observation === null) throw new Error("Nothing was observed.");
    return observation;
  };
  const model = async () => {
    const [found] = await stackModels(org.worker, "shop");
    if (found === undefined) throw new Error("There is no shop.");
    return found.stack;
  };

  const writeChange = (plan: Plan, kind: string, requester: PersonActor, beneficiary: PersonActor) =>
    org.web.changeRequest.create({
      data: {
        kind,
        stackId: org.stack.id,
        requesterId: requester.personId,
        beneficiaryId: beneficiary.personId,
        title: `A ${kind} on shop`,
        reason: "A test",
        state: "open",
        plan: asStoredJson(plan),
        pin: pinOf(plan),
        effect: EFFECT,
        requirement: { parts: [{ label: "One cloud admin", count: 1, roles: ["cloud_admin"] }] },
        answerBy: new Date(Date.now() + 3_600_000),
      },
    });

  const approve = async (change: { id: string; pin: string }, by: PersonActor): Promise<void> => {
    const answer = await approveChange(org.deps, by, { changeId: change.id, pin: change.pin, comment: "" });
    if (!answer.ok) throw new Error(answer.problem.sentence);
  };

  return {
    org,
    sandbox,
    clients,
    deps,
    observe,
    approve,
    model,
    writeChange,
    /** A grant of `cidr` for `person`, asked from what EC2 shows now, `seconds` long, and not yet approved. */
    async askGrant(person: PersonActor, cidr: string, seconds: number, groupId: string = DOOR) {
      const observation = await observe();
      const ends = { peer: cidr, protocol: "tcp", fromPort: 22, toPort: 22, groupId };
      const held = await org.worker.grant.findMany({
        where: { state: { in: ["live", "ending"] }, ...ends },
      });
      const live = held.filter((grant) => grant.state === "live" && grant.endsAt > new Date());
      const endsAt = new Date(Date.now() + seconds * 1_000);
      const proposal = planGrant(
        {
          stack: await model(),
          observation,
          groupId,
          shape: grantRule(ends),
          holders: [{ number: 1, endsAt }, ...live],
          passing: held.map((grant) => ({ groupId: grant.groupId, shape: grantRule(grant) })),
          limits: limitsInForce(observation),
        },
        live.length > 0 ? "join" : "open",
      );
      if (!proposal.ok) throw new Error(proposal.problem.sentence);
      const change = await writeChange(proposal.value.plan, "grant", person, person);
      const where = { kind: "ipv4", value: cidr, ownerId: person.personId };
      const source =
        (await org.web.source.findFirst({ where })) ??
        (await org.web.source.create({ data: { name: "laptop", ...where } }));
      const grant = await org.web.grant.create({
        data: {
          stackId: org.stack.id,
          sourceId: source.id,
          personId: person.personId,
          changeId: change.id,
          ...ends,
          reason: "A test",
          state: "asked",
          endsAt,
          alreadyOpenBy: proposal.value.alreadyOpenBy,
        },
      });
      return { change, grant };
    },
    /** A request to bring the shop in line with its pattern, not yet approved. */
    async askMatch(person: PersonActor) {
      const observation = await observe();
      const stack = await model();
      const proposal = planMatch(stack, diffStack(stack, observation), observation, {
        removeRedundant: true,
        acceptNoSshSource: true,
        acceptQuotaGap: false,
        limits: limitsInForce(observation),
      });
      if (!proposal.ok) throw new Error(proposal.problem.sentence);
      const change = await writeChange(proposal.value.plan, "match", person, person);
      return { change, plan: proposal.value.plan };
    },
    /** What the door lets in, as EC2 tells it to an administrator: keys of rules. */
    async doorRules(): Promise<readonly string[]> {
      const session = await deps.ec2.open({ accountId: org.scope.accountId, region: org.scope.region });
      const [group] = await session.readGroups([DOOR]);
      return canonicalRules(group?.rules ?? [])
        .filter((rule) => rule.direction === "ingress")
        .map((rule) => rule.key);
    },
    /** What EC2 says about the rule that lets SSH in from `cidr`; null when there is none. */
    async doorDescription(cidr: string): Promise<string | null> {
      const session = await deps.ec2.open({ accountId: org.scope.accountId, region: org.scope.region });
      const [group] = await session.readGroups([DOOR]);
      const found = group?.rules.find((rule) => rule.peer.kind === "ipv4" && rule.peer.cidr === cidr);
      return found?.description ?? null;
    },
    /** Somebody else opens the door, past Sallyport. */
    async openByHand(cidr: string): Promise<void> {
      const ec2 = sandbox.ec2(PROD_ADMIN_KEY, org.scope.region);
      const IpPermissions = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: cidr }] }];
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: DOOR, IpPermissions }));
    },
    /** Somebody else takes a rule away, past Sallyport. */
    async removeRule(groupId: string, rule: RuleSpecification): Promise<void> {
      const ec2 = sandbox.ec2(PROD_ADMIN_KEY, org.scope.region);
      const request = { GroupId: groupId, IpPermissions: [writePermission(rule, null)] };
      if (rule.direction === "ingress") await ec2.send(new RevokeSecurityGroupIngressCommand(request));
      else await ec2.send(new RevokeSecurityGroupEgressCommand(request));
    },
    /** A grant handed back, planned from what `seen` says: the change that closes it, or null when the worker plans. */
    async handBack(person: PersonActor, grantId: string, seen: Observation): Promise<string | null> {
      return org.web.$transaction(async (transaction) => {
        const ended = await endLiveGrant(
          {
            deps: org.deps,
            transaction,
            actor: person,
            observation: seen,
            why: "handed-back",
            reason: "Done",
          },
          grantId,
        );
        if (!ended.ok) throw new Error(ended.problem.sentence);
        return ended.value?.id ?? null;
      });
    },
    async mutations(): Promise<readonly RequestEntry[]> {
      return (await sandbox.requests()).filter((request) => request.mutating);
    },
    changeState: async (id: string) =>
      (await org.worker.changeRequest.findUniqueOrThrow({ where: { id } })).state,
    grantState: async (id: string) => (await org.worker.grant.findUniqueOrThrow({ where: { id } })).state,
    async close(): Promise<void> {
      clients.close();
      await sandbox.stop();
      await org.close();
    },
  };
}

export type Bench = Awaited<ReturnType<typeof startBench>>;
