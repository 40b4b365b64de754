"use client";

import { YamlPlaces } from "#components/settings/yaml-places.tsx";
import type { TextPlace, YamlState } from "#components/settings/yaml-state.ts";
import { Notice } from "#components/ui/notice.tsx";

interface Props {
  readonly state: YamlState;
  readonly goTo: (place: TextPlace) => void;
}

/** What saving a text told, with what is wrong with the text itself. Other fields say theirs where they stand. */
export const YamlOutcome = ({ state, goTo }: Props) =>
  state.status === "idle" ? null : (
    <Notice tone={state.status === "refused" ? "problem" : "done"} title={state.message} live>
      {state.status === "done" ? null : (
        <>
          {state.fields?.yaml === undefined ? null : <p>{state.fields.yaml}</p>}
          <YamlPlaces places={state.places} goTo={goTo} />
        </>
      )}
    </Notice>
  );
