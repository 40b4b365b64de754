import type { Metadata } from "next";
import { MomentButton } from "#components/history/moment-button.tsx";
import { PastBanner } from "#components/history/past-banner.tsx";
import { PeopleTable, type ShownPerson } from "#components/settings/people-table.tsx";
import { PersonActions } from "#components/settings/person-actions.tsx";
import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { TeamsCard } from "#components/settings/teams-card.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { SearchParameters } from "#lib/server/known-parameters.ts";
import { peoplePage } from "#lib/server/settings.ts";
import { createTeam, disable, enable, endRole, endSessions, giveRole } from "./actions.ts";

export const metadata: Metadata = { title: "People and roles" };

export default async function PeoplePage({ searchParams }: { searchParams: SearchParameters }) {
  const { people, teams, mayEdit, past } = await peoplePage(searchParams);
  const deeds = { giveRole, endRole, endSessions, disable, enable };
  const actions = (person: ShownPerson) => <PersonActions person={person} teams={teams} deeds={deeds} />;
  return (
    <>
      <PageHeader
        title="People and roles"
        facts="Nobody is a cloud admin and an ssh admin at one time; nobody changes their own roles"
        actions={past === null ? <MomentButton path="/settings/people" /> : null}
      />
      {past === null ? null : (
        <div className="mb-4">
          <PastBanner
            past={past}
            nowHref="/settings/people"
            path="/settings/people"
            says="People known by then and the roles they held then; their names and addresses are as of now. Who was signed in is not kept."
          />
        </div>
      )}
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
