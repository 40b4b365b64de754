/** Does what the schedule says that people do, through a web as a browser would: tried again when no answer came. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  AuthorizeSecurityGroupIngressCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { PROD_ADMIN_KEY } from "#lib/sandbox/estate/demo-access.ts";
import { GROUP } from "#lib/sandbox/estate/demo-ids.ts";
import { type Random, randomFrom } from "#lib/testing/account/random.ts";
import type { PersonActor } from "#lib/usecases/ports.ts";
import type { LostByHand } from "./oracles/evidence.ts";
import type { Operation } from "./schedule.ts";
import type { WebOperation } from "./web-operations.ts";
import type { World } from "./world.ts";

const TRIES = 4;
/** Some hosts are asked for by several people and again and again, most by one person once. */
const SHARED_HOSTS = 6;
/** EC2 hangs for others, too. */
const BY_HAND_WITHIN_MS = 3_000;

export type Told = "done" | "refused" | "lost" | "nothing to do";

interface Asked {
  readonly operation: WebOperation;
  readonly who: PersonActor;
  readonly form: object;
}

export function operator(world: World) {
  const { org } = world;
  const { people } = org;
  let hosts = 0;
  let asked = 0;
  const ec2 = new EC2Client({
    region: world.scope.region,
    endpoint: world.url,
    maxAttempts: 1,
    credentials: { accessKeyId: PROD_ADMIN_KEY.id, secretAccessKey: PROD_ADMIN_KEY.secret },
  });

  const freshHost = (): string => {
    hosts += 1;
    return `203.0.113.${hosts % 250}`;
  };
  const until = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
  const admins = [people.casey, people.ruben, ...world.spare];
  const changesIn = (states: readonly string[], kinds?: readonly string[]) =>
    org.owner.changeRequest.findMany({
      where: {
        state: { in: [...states] },
        requesterId: { not: null },
        ...(kinds === undefined ? {} : { kind: { in: [...kinds] } }),
      },
      orderBy: { number: "asc" },
      select: { id: true, pin: true, requesterId: true },
    });
  const liveGrants = () =>
    org.owner.grant.findMany({
      where: { state: "live" },
      orderBy: { number: "asc" },
      select: { id: true, personId: true, endsAt: true },
    });
  const actorOf = (personId: string | null): PersonActor | undefined =>
    [...Object.values(people), ...world.spare].find((person) => person.personId === personId);

  /** Who asks for what; undefined when there is nothing to do that to. */
  async function askedFor(
    operation: Exclude<Operation, "open-by-hand" | "close-by-hand">,
    random: Random,
    mark: string,
  ): Promise<Asked | undefined> {
    const reason = mark;
    const stackId = org.stack.id;
    const requestKey = mark.replaceAll(" ", "-");
    const oneOf = <Item>(items: readonly Item[]): Item | undefined =>
      items.length === 0 ? undefined : random.pick(items);
    switch (operation) {
      case "ask": {
        const source = random.chance(0.3) ? `198.51.100.${random.below(SHARED_HOSTS) + 200}` : freshHost();
        const endsAt = until(random.chance(0.7) ? 2 + random.below(12) : 3_600);
        const who = random.pick([people.mara, people.jonas]);
        return { operation, who, form: { stackId, source, attested: true, endsAt, reason, requestKey } };
      }
      case "approve":
      case "reject": {
        const change = oneOf(await changesIn(["open"]));
        if (change === undefined) return undefined;
        const who = random.pick([...admins, people.priya]);
        return { operation, who, form: { changeId: change.id, pin: change.pin } };
      }
      case "withdraw": {
        const change = oneOf(await changesIn(["open", "approved"]));
        const who = actorOf(change?.requesterId ?? null);
        return change && who && { operation, who, form: { changeId: change.id } };
      }
      case "match":
        return {
          operation,
          who: random.pick(admins),
          form: { stackId, reason, requestKey, acceptNoSshSource: true, removeRedundant: random.chance(0.5) },
        };
      case "roll-back": {
        const change = oneOf(await changesIn(["applied", "partial"], ["match"]));
        const form = { changeId: change?.id, reason, acceptNoSshSource: true, requestKey };
        return change && { operation, who: random.pick(admins), form };
      }
      case "extend": {
        const grant = oneOf(await liveGrants());
        const who = actorOf(grant?.personId ?? null);
        if (grant === undefined || who === undefined) return undefined;
        const endsAt = new Date(grant.endsAt.getTime() + (1 + random.below(10)) * 1_000).toISOString();
        return { operation, who, form: { grantId: grant.id, endsAt, reason, requestKey } };
      }
      case "hand-back":
      case "revoke": {
        const grant = oneOf(await liveGrants());
        const who = operation === "revoke" ? random.pick(admins) : actorOf(grant?.personId ?? null);
        const form = { grantId: grant?.id, ...(operation === "revoke" ? { reason } : {}) };
        return grant && who && { operation, who, form };
      }
      case "end-role": {
        const assignment = await org.owner.roleAssignment.findFirst({
          where: { personId: random.pick(world.spare).personId, validUntil: null },
        });
        return assignment === null
          ? undefined
          : { operation, who: people.casey, form: { assignmentId: assignment.id } };
      }
      case "give-role": {
        const { personId } = random.pick(world.spare);
        return { operation, who: people.casey, form: { personId, role: "cloud_admin" } };
      }
    }
  }

  async function throughWeb(wanted: Asked, key: string, random: Random): Promise<Told> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const web = random.pick(Object.values(world.webs));
      const answer = await web.ask({
        operation: wanted.operation,
        personId: wanted.who.personId,
        form: wanted.form,
        key,
      });
      if (answer !== null) return answer.refusal === null ? "done" : "refused";
      await sleep(400);
    }
    return "lost";
  }

  const lostByHand: LostByHand[] = [];

  /** Somebody with a console, past Sallyport. */
  async function byHand(operation: "open-by-hand" | "close-by-hand", random: Random): Promise<Told> {
    const opening = operation === "open-by-hand";
    let cidr = `192.0.2.${100 + random.below(20)}/32`;
    if (!opening) {
      const open = [...(await world.rules())].flatMap(
        (rule) => new RegExp(`^${GROUP.shopDoor} ingress tcp 22:22 (\\S+/32)$`).exec(rule)?.[1] ?? [],
      );
      if (open.length === 0) return "nothing to do";
      cidr = random.pick(open);
    }
    const request = {
      GroupId: GROUP.shopDoor,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: cidr }] }],
    };
    const from = Date.now();
    try {
      const options = { abortSignal: AbortSignal.timeout(BY_HAND_WITHIN_MS) };
      if (opening) await ec2.send(new AuthorizeSecurityGroupIngressCommand(request), options);
      else await ec2.send(new RevokeSecurityGroupIngressCommand(request), options);
      return "done";
    } catch {
      lostByHand.push({ target: `${GROUP.shopDoor} ingress tcp 22:22 ${cidr}`, from, until: Date.now() });
      return "lost";
    }
  }

  return {
    lostByHand: lostByHand as readonly LostByHand[],
    /** Never throws: what cannot be done now is not done. */
    async operate(operation: Operation, seed: number): Promise<Told> {
      const random = randomFrom(seed);
      asked += 1;
      const mark = `chaos ${asked}`;
      try {
        if (operation === "open-by-hand" || operation === "close-by-hand")
          return await byHand(operation, random);
        const wanted = await askedFor(operation, random, mark);
        return wanted === undefined
          ? "nothing to do"
          : await throughWeb(wanted, mark.replaceAll(" ", "-"), random);
      } catch {
        return "lost";
      }
    },
    close: () => ec2.destroy(),
  };
}
