/** The database and the core, asked alike: whether the answers that stand fill every part before a stage. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Requirement } from "#lib/core/approval/change-state.ts";
import { missingParts, type StandingApproval } from "#lib/core/approval/standing-answers.ts";
import { createOrganisation, type Organisation, openChange } from "#lib/testing/organisation.ts";

const CASES = 400;
const STAGES = [1, 2, 3];

let org: Organisation;
beforeAll(async () => {
  org = await createOrganisation();
  // What a trigger would refuse is counted, too.
  await org.owner.$executeRaw`ALTER TABLE approval DISABLE TRIGGER USER`;
});
afterAll(() => org.close());

type Roles = Requirement["parts"][number]["roles"];

it(`in ${CASES} requests with answers at random`, async () => {
  const teams = [org.team.id, org.otherTeam.id];
  const people: string[] = [];
  for (const name of ["A", "B", "C", "D", "E"]) people.push((await org.addPerson(name, null)).personId);
  // Of one seat there is one part, as `widen` makes them.
  const seats: readonly { readonly roles: Roles; readonly teamIds?: readonly string[] }[] = [
    { roles: ["cloud_admin"] },
    { roles: ["team_lead"] },
    { roles: ["cloud_admin", "team_lead"] },
    ...teams.map((teamId): { roles: Roles; teamIds: string[] } => ({
      roles: ["team_lead"],
      teamIds: [teamId],
    })),
  ];
  const part = (seat: (typeof seats)[number]) =>
    fc
      .record({ count: fc.integer({ min: 1, max: 2 }), stage: fc.integer({ min: 0, max: 2 }) })
      .map((more) => ({
        label: "Somebody",
        ...seat,
        ...more,
      }));
  const requirement = fc
    .subarray([...seats], { minLength: 1 })
    .chain((chosen) => fc.tuple(...chosen.map(part)))
    .map((parts): Requirement => ({ parts }));
  const answers = fc
    .subarray(people)
    .chain((who) =>
      fc.tuple(
        ...who.map((personId) =>
          fc
            .constantFrom<Omit<StandingApproval, "personId">>(
              { role: "cloud_admin" },
              { role: "team_lead" },
              ...teams.map((teamId) => ({ role: "team_lead" as const, teamId })),
            )
            .map((as): StandingApproval => ({ personId, ...as })),
        ),
      ),
    );
  const cases = fc.sample(fc.tuple(requirement, answers), CASES);
  const { mara } = org.people;
  const template = await openChange(org, mara);
  const { id: _, number: __, outcome: ___, request: ____, ...rest } = template;
  const changes = await org.owner.changeRequest.createManyAndReturn({
    data: cases.map(([asked]) => ({
      ...rest,
      plan: {},
      effect: {},
      requirement: JSON.parse(JSON.stringify(asked)) as object,
    })),
    select: { id: true, number: true },
  });
  changes.sort((one, other) => one.number - other.number);
  await org.owner.approval.createMany({
    data: cases.flatMap(([, given], at) =>
      given.map(({ personId, role, teamId = null }) => ({
        changeId: changes[at]?.id ?? "",
        requesterId: mara.personId,
        beneficiaryId: mara.personId,
        personId,
        decision: "approve",
        role,
        teamId,
        pin: template.pin,
      })),
    ),
  });
  const told = await org.owner.$queryRaw<{ number: number; stage: number; met: boolean }[]>`
    SELECT c.number, stage, parts_are_met(c.id, c.pin, c.requirement, stage) AS met
      FROM change_request c, unnest(${STAGES}::int[]) stage WHERE c.id <> ${template.id}::uuid`;
  const met = new Map(told.map((row) => [`${row.number} ${row.stage}`, row.met]));
  for (const [at, [{ parts }, given]] of cases.entries()) {
    for (const stage of STAGES) {
      const before = { parts: parts.filter((each) => (each.stage ?? 0) < stage) };
      const inCore = missingParts(before, given).length === 0;
      expect([parts, given, stage, met.get(`${changes[at]?.number} ${stage}`)]).toEqual([
        parts,
        given,
        stage,
        inCore,
      ]);
    }
  }
});
