"use client";

import Form from "next/form";
import { useState } from "react";
import { InstancePicker } from "#components/stack-life/instance-picker.tsx";
import { placeKey, type ShownPattern, type ShownPlace } from "#components/stack-life/shown-choices.ts";
import { readStanding, StandingSources } from "#components/stack-life/standing-sources.tsx";
import { Button } from "#components/ui/button.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface Props {
  readonly patterns: readonly ShownPattern[];
  readonly places: readonly ShownPlace[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  /** As the address says; the first of each when it says nothing. */
  readonly chosen: {
    readonly name: string;
    readonly pattern: string;
    readonly place: string;
    readonly team: string;
    readonly members: string;
    readonly standing: string;
  };
}

const readMembers = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(",").flatMap((part): [string, string][] => {
      const [interfaceId = "", tier = ""] = part.split(":");
      return interfaceId === "" || tier === "" ? [] : [[interfaceId, tier]];
    }),
  );

const printMembers = (members: ReadonlyMap<string, string>): string =>
  [...members].map(([interfaceId, tier]) => `${interfaceId}:${tier}`).join(",");

/** What the stack is to be. Sent as a query: the plan below it can be looked at, and shared by its address. */
export const NewStackForm = ({ patterns, places, teams, chosen }: Props) => {
  const [name, setName] = useState(chosen.name);
  const [patternId, setPatternId] = useState(chosen.pattern || (patterns[0]?.id ?? ""));
  const [place, setPlace] = useState(chosen.place || (places[0] === undefined ? "" : placeKey(places[0])));
  const [members, setMembers] = useState(readMembers(chosen.members));
  const [standing, setStanding] = useState(readStanding(chosen.standing));
  const pattern = patterns.find(({ id }) => id === patternId) ?? patterns[0];
  const vpc = places.find((each) => placeKey(each) === place) ?? places[0];
  const offered = new Set(vpc?.instances.map(({ interfaceId }) => interfaceId));
  const kept = new Map(
    [...members].filter(([id, tier]) => offered.has(id) && pattern?.joinable.includes(tier) === true),
  );
  const choose = (interfaceId: string, tier: string) => {
    const next = new Map(members);
    if (tier === "") next.delete(interfaceId);
    else next.set(interfaceId, tier);
    setMembers(next);
  };
  const groups = pattern?.tiers.map((tier) => `${name === "" ? "…" : name}-${tier}`).join(", ") ?? "";
  return (
    <Form action="/new-stack" className="grid gap-4">
      <div className="grid items-start gap-4 md:grid-cols-2">
        <TextField
          label="Name"
          name="name"
          required
          pattern="[a-z][a-z0-9\-]{0,62}"
          title="Lower-case letters, digits and hyphens, beginning with a letter"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          hint={`Its groups will be ${groups}.`}
        />
        <SelectField
          label="Pattern"
          name="pattern"
          value={patternId}
          onChange={(event) => setPatternId(event.currentTarget.value)}
          options={patterns.map(({ id, name: label, version }) => ({
            value: id,
            label: `${label}, version ${version}`,
          }))}
        />
        <SelectField
          label="VPC"
          name="place"
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          options={places.map((each) => ({
            value: placeKey(each),
            label: `${each.name ?? each.vpcId}: ${each.accountName}, ${each.region}`,
          }))}
        />
        <SelectField
          label="Team"
          name="team"
          defaultValue={chosen.team || (teams[0]?.id ?? "")}
          options={teams.map(({ id, name: label }) => ({ value: id, label }))}
          hint="Owns it: its lead answers for it."
        />
      </div>
      <input type="hidden" name="members" value={printMembers(kept)} />
      <InstancePicker
        instances={vpc?.instances ?? []}
        tiers={pattern?.joinable ?? []}
        chosen={kept}
        onChoose={choose}
      />
      <StandingSources sources={standing} onChange={setStanding} />
      <div>
        <Button type="submit" variant="primary">
          Show the plan
        </Button>
      </div>
    </Form>
  );
};
