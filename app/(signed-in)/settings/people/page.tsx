import type { Metadata } from "next";
import { PeopleTable, type ShownPerson } from "#components/settings/people-table.tsx";
import { PersonActions } from "#components/settings/person-actions.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TeamsCard } from "#components/settings/teams-card.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { peoplePage } from "#lib/server/settings.ts";
import { createTeam, disable, enable, endRole, giveRole } from "./actions.ts";

export const metadata: Metadata = { title: "People and roles" };

export default async function PeoplePage() {
  const { people, teams, mayEdit } = await peoplePage();
  const deeds = { giveRole, endRole, disable, enable };
  const actions = (person: ShownPerson) => <PersonActions person={person} teams={teams} deeds={deeds} />;
  return (
    <>
      <PageHeader
        title="People and roles"
        facts="Nobody is a cloud admin and an ssh admin at one time; nobody changes their own roles"
      />
      <SettingsTabs current="people" />
      <div className="grid gap-4">
        <Card flush>
          <PeopleTable people={people} {...(mayEdit ? { actions } : {})} />
        </Card>
        <TeamsCard teams={teams} {...(mayEdit ? { create: createTeam } : {})} />
      </div>
    </>
  );
}
