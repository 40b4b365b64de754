/**
 * The demo *model*: what Sallyport itself knows on its first start, as opposed to what EC2 holds. The product's
 * start reads it from `demo-model.json` and writes it through its own tables; nothing of it is code of the product.
 */
import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import type { EstateInput } from "../ec2/estate.ts";
import { DEMO_PEOPLE } from "../identity/demo-people.ts";
import { demoPolicy, demoStacks } from "./demo-stacks.ts";

export interface DemoModel {
  readonly organisation: string;
  /** The issuer that the people's subjects belong to. */
  readonly issuer: string;
  readonly teams: readonly string[];
  readonly people: readonly DemoModelPerson[];
  /** Each account in each Region: what is observed. */
  readonly scopes: readonly { accountId: string; accountName: string; region: string }[];
  /** Patterns as YAML text, in order. */
  readonly patterns: readonly string[];
  /** The organisation's policy as YAML text, its networks included. */
  readonly policy: string;
  /** Stacks as YAML text, standing sources included. */
  readonly stacks: readonly string[];
  /** Named sources of people, beside the standing ones in the stacks. */
  readonly sources: readonly { name: string; cidr: string; ownerEmail: string }[];
}

export interface DemoModelPerson {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly DemoRole[];
  readonly disabled: boolean;
  /** The address Sallyport offers this person as theirs: a demo has no real ones. */
  readonly demoAddress: string | null;
}

export type DemoRole =
  | { readonly role: "cloud_admin" | "ssh_admin" | "security_reviewer" }
  | { readonly role: "team_lead"; readonly team: string };

const ROLES: Readonly<Record<string, readonly DemoRole[]>> = {
  "tide-casey.lindqvist": [{ role: "cloud_admin" }],
  "tide-ruben.ferreira": [{ role: "cloud_admin" }],
  "tide-mara.haddad": [{ role: "ssh_admin" }],
  "tide-jonas.weber": [{ role: "ssh_admin" }],
  "tide-priya.raman": [{ role: "team_lead", team: "Storefront" }],
  "tide-ines.duarte": [{ role: "security_reviewer" }],
  "tide-olek.marsh": [],
};

const LEAVERS: ReadonlySet<string> = new Set(["tide-olek.marsh"]);

const DEMO_ADDRESSES: Readonly<Record<string, string>> = {
  "tide-mara.haddad": "203.0.113.7",
  "tide-jonas.weber": "198.51.100.20",
};

const people: readonly DemoModelPerson[] = DEMO_PEOPLE.flatMap((person) => {
  const roles = ROLES[person.subject];
  if (roles === undefined) return [];
  return [
    {
      subject: person.subject,
      name: person.name,
      email: person.email,
      roles,
      disabled: LEAVERS.has(person.subject),
      demoAddress: DEMO_ADDRESSES[person.subject] ?? null,
    },
  ];
});

/** The patterns Sallyport ships, as published files. */
const shippedPattern = (name: string): Promise<string> =>
  readFile(new URL(`../../formats/patterns/${name}.yaml`, import.meta.url), "utf8");

/**
 * The model for an estate. Stacks are for the demo estate only: for a loaded one, nobody has said yet what its
 * groups are meant to be.
 */
export async function demoModel(
  estate: EstateInput,
  issuer: string,
  today: Date,
  withStacks: boolean,
): Promise<DemoModel> {
  return {
    organisation: "Tidewater",
    issuer,
    teams: ["Platform", "Storefront", "Payments"],
    people,
    scopes: estate.accounts.flatMap((account) =>
      account.regions.map((region) => ({
        accountId: account.id,
        accountName: account.name,
        region: region.name,
      })),
    ),
    patterns: [await shippedPattern("three-tier"), await shippedPattern("bastion")],
    policy: stringify(demoPolicy, { lineWidth: 0 }),
    stacks: withStacks ? demoStacks(today).map((stack) => stringify(stack, { lineWidth: 0 })) : [],
    sources: [
      { name: "Mara's laptop", cidr: "203.0.113.7/32", ownerEmail: "mara.haddad@tidewater.example" },
      {
        name: "Jonas at the Hamburg office",
        cidr: "198.51.100.20/32",
        ownerEmail: "jonas.weber@tidewater.example",
      },
    ],
  };
}
