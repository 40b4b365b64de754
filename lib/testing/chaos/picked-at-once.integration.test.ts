/**
 * Case 14 of the design's FAILURES.md at its full size: `npm run chaos -- --long`. A small one, of the same name, is in
 * `ec2-moves-on.integration.test.ts`.
 */
import { expect, it } from "vitest";
import { askForAccess, askForAccessInput } from "#lib/usecases/access/ask-for-access.ts";
import { placesOf } from "./many-doors.ts";
import { ACCOUNTS, approveAsIs, journalled, LONG, openDoors } from "./open-doors.ts";
import { callOnEc2 } from "./oracles/calls.ts";
import { journalOracle } from "./oracles/journal-oracle.ts";

const WORKERS = 8;
const HOURS_8_MS = 8 * 3_600_000;

it.runIf(LONG > 0)(
  `case 14: ${LONG} changes that ${WORKERS} workers pick at once are each carried out once`,
  async ({ task }) => {
    const places = placesOf(ACCOUNTS, LONG);
    const doors = await openDoors(places, [], true);
    try {
      const { org, sandbox, stacks } = doors;
      const { mara, jonas } = org.people;
      for (const { number, groupId, cidr } of places) {
        const form = {
          stackId: stacks.get(groupId),
          source: cidr,
          attested: true,
          endsAt: new Date(Date.now() + HOURS_8_MS),
          reason: "One of many",
          requestKey: `one-of-many-${number}`,
        };
        const who = number % 2 === 0 ? mara : jonas;
        const asked = await askForAccess(org.deps, who, askForAccessInput.parse(form));
        if (!asked.ok) throw new Error(asked.problem.sentence);
        await approveAsIs(org, asked.value.id);
      }
      const began = performance.now();
      await doors.startWorkers(WORKERS);
      const left = () => org.owner.changeRequest.count({ where: { state: { not: "applied" } } });
      await expect.poll(left, { timeout: 3_000_000, interval: 1_000 }).toBe(0);
      const seconds = Math.round((performance.now() - began) / 1_000);

      const requests = await sandbox.requests();
      const opened = requests.filter(({ action }) => action === "AuthorizeSecurityGroupIngress");
      expect(opened).toHaveLength(LONG);
      expect(opened.every(({ effective }) => effective)).toBe(true);
      expect(new Set(opened.map((request) => callOnEc2(request)?.target)).size).toBe(LONG);
      expect(journalOracle({ steps: await journalled(org), requests })).toEqual([]);
      Object.assign(task.meta, { proof: `all applied after ${seconds} s` });
    } finally {
      await doors.close();
    }
  },
  3_600_000,
);
