import { expect, it } from "vitest";
import {
  ACCOUNT,
  bindingOf,
  groupOf,
  interfaceOf,
  observationOf,
  ruleOf,
  sourceOf,
  stackOf,
} from "#lib/core/testing/estate.ts";
import { describeFinding } from "./describe-finding.ts";
import { diffStack } from "./diff-stack.ts";

/** An estate with one finding of nearly every kind. */
const observation = observationOf({
  groups: [
    groupOf("sg-web", ["tcp 80 0.0.0.0/0", "tcp 443 0.0.0.0/0", "tcp 443 10.0.0.0/8", "-1 * sg-gone"]),
    groupOf("sg-app", ["tcp 8000-9000 sg-web", "tcp 22 pl-1"]),
    groupOf("sg-db", [], { rulesKnown: false }),
    groupOf("sg-ssh", ["tcp 22 198.51.100.0/24", ruleOf("-1 * ::/0", "egress")], { vpcId: "vpc-2" }),
  ],
  interfaces: [
    interfaceOf("eni-1", ["sg-web"], ["10.0.1.1/32"]),
    interfaceOf("eni-2", ["sg-ssh"], ["10.0.1.2/32"]),
    interfaceOf("eni-3", ["sg-app"], ["10.0.1.3/32"], { instanceId: null, deviceIndex: null }),
  ],
  prefixLists: [
    {
      prefixListId: "pl-1",
      name: "",
      family: "ipv6",
      ownerId: ACCOUNT,
      version: 1,
      maxEntries: 1,
      entries: null,
    },
  ],
});

const stack = stackOf({
  openSources: ["198.51.100.0/24", "192.0.2.1/32"].map(sourceOf),
  bindings: [
    bindingOf("web", "sg-web"),
    bindingOf("app", "sg-app", "sg-deleted"),
    bindingOf("db", "sg-db"),
    bindingOf("ssh-admin", "sg-ssh"),
  ],
});

it("says each kind of finding in a plain sentence, with the reader's names for groups", () => {
  const said = diffStack(stack, observation).findings.map((finding) =>
    describeFinding(finding, (groupId) => `shop-${groupId.slice(3)}`),
  );
  expect(said).toStrictEqual([
    "The rule everything from shop-gone of shop-web names a group that is gone or out of reach, so it lets nothing through.",
    "A rule of web adds nothing: other rules already let through tcp/443 from 10.0.0.0/8.",
    "The group sg-deleted, which plays app, no longer exists.",
    "It cannot be told what the rule tcp/22 from pl-1 of shop-app lets through.",
    "A rule of app is too wide: it also lets in tcp/8000-8079 from shop-web and tcp/8081-9000 from shop-web. For example a packet from 10.0.1.1, tcp/8000.",
    "The rules of shop-db, which plays db, could not be read.",
    "It cannot be told whether db lets in tcp/3306 from shop-app.",
    "shop-ssh, which plays ssh-admin, lives in another VPC than the stack.",
    "No rule of ssh-admin lets in tcp/22 from 192.0.2.1/32. The model asks for it.",
    "i-1 (eni-1) does not carry ssh-admin, so nobody is let in to it by SSH.",
    "i-2 (eni-2) belongs to this stack but carries none of its workload tiers.",
    "The interface eni-3 is no primary interface and carries app; no membership rule speaks of it.",
  ]);
});
