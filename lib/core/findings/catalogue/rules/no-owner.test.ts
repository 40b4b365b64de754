import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { groupOf, observationOf, ruleOf } from "#lib/core/testing/estate.ts";
import { noOwner } from "./no-owner.ts";

const said = (description: string | null, tags = {}) =>
  observationOf({ groups: [groupOf("sg-a", [{ ...ruleOf("tcp 22 198.51.100.7/32"), description, tags }])] });
const SAYS = ["sure sg-a"];

describe("a network without an owner", () => {
  tryCases(noOwner, [
    { name: "no description", observation: said(null), says: SAYS },
    { name: "a description that names nobody", observation: said("TEMP remove later"), says: SAYS },
    { name: "hostile text is no owner", observation: said("\u202Eowner\u0000<script>"), says: [] },
    { name: "a team", observation: said("team payments"), says: [] },
    { name: "an e-mail address", observation: said("mara@example.com"), says: [] },
    { name: "a tag of the rule", observation: said(null, { Owner: "Mara" }), says: [] },
    { name: "an empty tag", observation: said(null, { owner: " " }), says: SAYS },
    { name: "a rule of Sallyport's own", observation: said(null, { "sallyport:grant": "4" }), says: [] },
    {
      name: "a source with an owner",
      observation: said(null),
      sources: [{ name: "Mara's laptop", value: "198.51.100.7/32", ownerName: "Mara" }],
      says: [],
    },
    {
      name: "a source without",
      observation: said(null),
      sources: [{ name: "Laptop", value: "198.51.100.7/32", ownerName: null }],
      says: SAYS,
    },
    {
      name: "everybody needs no owner",
      observation: observationOf({ groups: [groupOf("sg-a", ["tcp 443 0.0.0.0/0", "tcp 443 sg-a"])] }),
      says: [],
    },
    {
      name: "a tag of the group",
      observation: observationOf({
        groups: [groupOf("sg-a", ["tcp 22 198.51.100.7/32"], { tags: { team: "Payments" } })],
      }),
      says: [],
    },
  ]);
});
