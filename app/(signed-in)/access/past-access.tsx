import { GrantsTable } from "#components/access/grants-table.tsx";
import { OrphanTable, type ShownOrphan } from "#components/access/orphan-table.tsx";
import { PeopleWithAccess } from "#components/access/people-with-access.tsx";
import type { ShownGrant } from "#components/access/shown-grant.ts";
import { type ShownStanding, StandingTable } from "#components/access/standing-table.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

interface Props {
  readonly view: {
    readonly seesAll: boolean;
    readonly grants: readonly ShownGrant[];
    readonly standing: readonly ShownStanding[];
    readonly orphans: readonly ShownOrphan[];
  };
}

/** Who had access at a moment of the past. Nothing can be asked for there. */
export const PastAccess = ({ view: { seesAll, grants, standing, orphans } }: Props) => {
  const live = grants.filter(({ state }) => state === "live");
  return (
    <>
      {seesAll && live.length > 0 ? (
        <Card flush title="Who was in" note="by person">
          <PeopleWithAccess grants={live} />
        </Card>
      ) : null}
      <Card
        flush
        title={seesAll ? "Grants then" : "My access then"}
        note="by stack; when they ended is what is known of it now"
      >
        {grants.length === 0 ? (
          <EmptyState
            title={seesAll ? "Nobody had SSH access by a grant then." : "No door was open for you then."}
            shape="lock"
          />
        ) : (
          <GrantsTable caption="Grants that were asked for or open" grants={grants} />
        )}
      </Card>
      {orphans.length === 0 ? null : (
        <Card flush title="Open, and nobody's" note="no grant and no standing source stood behind it">
          <OrphanTable rows={orphans} />
        </Card>
      )}
      {seesAll ? (
        <Card flush title="Standing sources" note="an owner and a review date instead of an end">
          {standing.length === 0 ? (
            <EmptyState title="No source was kept open without an end." />
          ) : (
            <StandingTable rows={standing} />
          )}
        </Card>
      ) : null}
    </>
  );
};
