import type { SystemActor } from "#lib/usecases/ports.ts";

/** Who a command acts as: whoever may open the database as its owner. The brand exists in the type alone. */
export const operator = { kind: "system", name: "operator" } as SystemActor;
