import { readFileSync } from "node:fs";
import { openDatabase } from "#lib/adapters/db/client.ts";
import type { Role } from "#lib/core/approval/change-state.ts";
import type { Pattern } from "#lib/core/tier/pattern.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import type { Database, Job, JobQueue, PersonActor, SystemActor } from "#lib/usecases/ports.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/** A queue that remembers what was put into it. Jobs of a transaction that failed are remembered too. */
export class RememberingQueue implements JobQueue {
  readonly jobs: Job[] = [];
  enqueue(_: unknown, job: Job): Promise<void> {
    this.jobs.push(job);
    return Promise.resolve();
  }
}

export const workerActor = { kind: "system", name: "worker" } as SystemActor;
export const operatorActor = { kind: "system", name: "operator" } as SystemActor;

/** A migrated database of a test's own with the demo's kind of people in it, and a client for each role. */
export async function createOrganisation(given?: TestDatabase) {
  const database = given ?? (await createTestDatabase());
  const open = (url: string): Database => openDatabase(url, { applicationName: "test", connections: 20 });
  const owner = open(database.ownerUrl);
  const web = open(database.webUrl);
  const worker = open(database.workerUrl);
  const queue = new RememberingQueue();

  const team = await owner.team.create({ data: { name: "Storefront" } });
  const otherTeam = await owner.team.create({ data: { name: "Ledger" } });

  const addPerson = async (
    displayName: string,
    role: Role | null,
    teamId: string | null = null,
  ): Promise<PersonActor> => {
    const person = await owner.person.create({
      data: { displayName, email: `${displayName.toLowerCase()}@tidewater.example` },
    });
    if (role !== null) await owner.roleAssignment.create({ data: { personId: person.id, role, teamId } });
    const roles = role === null ? [] : [{ role, teamId }];
    return { kind: "person", personId: person.id, displayName, roles } as unknown as PersonActor;
  };

  const people = {
    casey: await addPerson("Casey", "cloud_admin"),
    ruben: await addPerson("Ruben", "cloud_admin"),
    mara: await addPerson("Mara", "ssh_admin"),
    jonas: await addPerson("Jonas", "ssh_admin"),
    priya: await addPerson("Priya", "team_lead", team.id),
    otto: await addPerson("Otto", "team_lead", otherTeam.id),
    ines: await addPerson("Ines", "security_reviewer"),
    noor: await addPerson("Noor", null),
  };

  const scope = await owner.scope.create({
    data: { accountId: "111122223333", accountName: "tidewater-prod", region: "eu-central-1" },
  });
  const yaml = readFileSync(new URL("../formats/patterns/three-tier.yaml", import.meta.url), "utf8");
  const parsed = readPatternYaml(yaml);
  if (!parsed.ok) throw new Error("The three-tier pattern does not parse.");
  const pattern = await owner.pattern.create({
    data: { name: parsed.value.name, version: 1, yaml, parsed: asJson(parsed.value) },
  });
  const stack = await owner.stack.create({
    data: {
      name: "shop",
      scopeId: scope.id,
      vpcId: "vpc-0a1b2c3d4e5f60718",
      teamId: team.id,
      patternId: pattern.id,
      yaml: "",
      bindings: [{ tier: "ssh-admin", primaryGroupId: "sg-0123456789abcdef0", otherGroupIds: [] }],
      policy: {},
    },
  });

  return {
    database,
    owner,
    web,
    worker,
    queue,
    deps: { db: web, queue },
    workerDeps: { db: worker, queue },
    people,
    team,
    otherTeam,
    scope,
    pattern,
    stack,
    addPerson,
    async close(): Promise<void> {
      await Promise.all([owner.$disconnect(), web.$disconnect(), worker.$disconnect()]);
      await database.drop();
    },
  };
}

export type Organisation = Awaited<ReturnType<typeof createOrganisation>>;

const asJson = (pattern: Pattern) => JSON.parse(JSON.stringify(pattern)) as object;

const PIN = "ab".repeat(32);

/** An open change on the shop, asked by `requester` for `beneficiary`, with an empty plan. */
export async function openChange(
  organisation: Organisation,
  requester: PersonActor,
  over: {
    readonly beneficiary?: PersonActor;
    readonly parts?: readonly { label: string; count: number; roles: string[] }[];
    readonly answerBy?: Date;
    readonly kind?: string;
  } = {},
) {
  const parts = over.parts ?? [
    { label: "One cloud admin who did not ask", count: 1, roles: ["cloud_admin"] },
  ];
  return await organisation.web.changeRequest.create({
    data: {
      kind: over.kind ?? "grant",
      stackId: organisation.stack.id,
      requesterId: requester.personId,
      beneficiaryId: (over.beneficiary ?? requester).personId,
      title: "Open SSH to shop for Mara from 198.51.100.7",
      reason: "Deploy",
      state: "open",
      plan: {},
      pin: PIN,
      effect: {},
      requirement: { parts: [...parts] },
      answerBy: over.answerBy ?? new Date(Date.now() + 3_600_000),
    },
  });
}

let asked = 0;

/** A grant that `change` would open for `person`. */
export async function askedGrant(organisation: Organisation, changeId: string, person: PersonActor) {
  asked += 1;
  const value = `198.51.${Math.floor(asked / 256)}.${asked % 256}/32`;
  const source = await organisation.web.source.create({
    data: { name: "laptop", kind: "ipv4", value, ownerId: person.personId },
  });
  return await organisation.web.grant.create({
    data: {
      stackId: organisation.stack.id,
      sourceId: source.id,
      personId: person.personId,
      changeId,
      groupId: "sg-0123456789abcdef0",
      peer: value,
      protocol: "tcp",
      fromPort: 22,
      toPort: 22,
      reason: "Deploy",
      state: "asked",
      endsAt: new Date(Date.now() + 3_600_000),
    },
  });
}
