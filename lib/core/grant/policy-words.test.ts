import { expect, it } from "vitest";
import { DEFAULT_POLICY, type Policy } from "./policy.ts";
import { policyWords } from "./policy-words.ts";

const words = (over: Partial<Policy>) => policyWords(DEFAULT_POLICY, { ...DEFAULT_POLICY, ...over });
const { answers, approvals } = DEFAULT_POLICY;
const [first, second] = approvals;

it("says nothing where both mean the same, in whichever order it is stored", () => {
  expect(words({ answers: { ...answers } })).toEqual([]);
  const stored = approvals.map(({ name, ...rest }) => ({ ...rest, name }));
  expect(words({ approvals: stored })).toEqual([]);
});

it.each<[Partial<Policy>, readonly string[]]>([
  [
    { answers: { ...answers, grant: "team-lead" } },
    ["SSH access is answered by the lead of the stack's team; until now by a cloud admin."],
  ],
  [
    { answers: { ...answers, grantForOther: "one-suffices" } },
    ["A cloud admin may open access for somebody else alone, without another's approval."],
  ],
  [
    { answers: { ...answers, change: "cloud-admin-and-team-lead" } },
    [
      "Changes to rules are answered by a cloud admin and the lead of the stack's team; until now by a cloud admin.",
    ],
  ],
  [{ approvals: second === undefined ? [] : [second] }, [`The rule “${first?.name}” goes.`]],
  [
    { approvals: approvals.map((rule) => (rule === first ? { ...rule, deny: "Frozen." } : rule)) },
    [`The rule “${first?.name}” changes: it denies.`],
  ],
  [
    { breakGlass: true },
    [
      "In a declared emergency a cloud admin may open access at once, for 4 hours at most, and somebody else reviews it.",
    ],
  ],
  [{ maxSeconds: 3_600 }, ["Access lasts 1 hour at most; until now 12 hours."]],
  [{ minSeconds: 60 }, ["Access lasts 1 minute at least; until now 5 minutes."]],
  [{ answerWithinSeconds: 3_600 }, ["Requests wait 1 hour for their answers; until now 1 day."]],
  [{ attestedHosts: false }, ["Nobody may ask for an address outside the organisation's networks any more."]],
  [{ mostNewInstances: 3 }, ["A change may touch at most 3 more instances than its approvers were shown."]],
  [
    { widestPrefix: { ipv4: 16, ipv6: 32 } },
    [
      "The widest range of IPv4 that may be asked for is a /16; until now a /24.",
      "The widest range of IPv6 that may be asked for is a /32; until now a /48.",
    ],
  ],
  [
    { networks: [{ name: "VPN", cidr: "192.0.2.0/27" }] },
    ["A network of the organisation: VPN, 192.0.2.0/27."],
  ],
])("%j: %j", (over, told) => expect(words(over)).toEqual(told));
