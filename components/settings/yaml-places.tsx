"use client";

import type { TextPlace } from "#components/settings/yaml-state.ts";

interface Props {
  readonly places: readonly TextPlace[];
  readonly goTo: (place: TextPlace) => void;
}

/** Each mistake with its place; the place is a button that goes there. */
export const YamlPlaces = ({ places, goTo }: Props) =>
  places.length === 0 ? null : (
    <ul className="mt-1.5 grid gap-1">
      {places.map((place) => (
        <li key={`${place.line} ${place.column} ${place.path} ${place.message}`}>
          <button
            type="button"
            onClick={() => goTo(place)}
            className="rounded-sm font-[560] tabular-nums underline underline-offset-3"
          >
            Line {place.line}, column {place.column}
          </button>{" "}
          {place.path === "" ? null : <span className="font-mono text-muted">{place.path}</span>}{" "}
          {place.message}
        </li>
      ))}
    </ul>
  );
