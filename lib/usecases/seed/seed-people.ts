import type { DemoModelFile } from "#lib/formats/demo/demo-model-file.ts";
import { addPerson } from "../people/add-person.ts";
import { giveRole } from "../people/give-role.ts";
import type { Deps, SystemActor } from "../ports.ts";
import { mustSucceed } from "./must-succeed.ts";

/**
 * Makes the demo's people known, and gives those who never held a role the ones of the model. Person ids by e-mail
 * address.
 */
export async function seedPeople(
  deps: Pick<Deps, "db">,
  operator: SystemActor,
  model: DemoModelFile,
): Promise<ReadonlyMap<string, string>> {
  const byEmail = new Map<string, string>();
  for (const person of model.people) {
    const { subject, name, email, disabled } = person;
    const personId = await addPerson(deps, operator, {
      issuer: model.issuer,
      subject,
      name,
      email,
      disabled,
    });
    byEmail.set(email, personId);
    if ((await deps.db.roleAssignment.count({ where: { personId } })) > 0) continue;
    for (const held of person.roles) {
      const team =
        held.role === "team_lead"
          ? await deps.db.team.findUniqueOrThrow({ where: { name: held.team } })
          : null;
      const input = { personId, role: held.role, teamId: team?.id ?? null };
      mustSucceed(`role of ${name}`, await giveRole(deps, operator, input));
    }
  }
  return byEmail;
}
