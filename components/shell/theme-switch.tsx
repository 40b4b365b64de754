"use client";

import { useId, useState } from "react";
import { THEME_COOKIE, THEMES, type Theme } from "#components/shell/theme.ts";

const WORDS: Readonly<Record<Theme, string>> = { system: "System", light: "Light", dark: "Dark" };
const A_YEAR = 365 * 24 * 3600;

const show = (theme: Theme) => {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there in every browser we support
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${A_YEAR}; samesite=lax`;
};

export const ThemeSwitch = ({ initial }: { readonly initial: Theme }) => {
  const [theme, setTheme] = useState(initial);
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-muted">Appearance</legend>
      <div className="flex rounded-lg border border-line bg-sunk p-0.5">
        {THEMES.map((choice) => (
          <label
            key={choice}
            className="flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-md px-2 text-sm text-muted has-checked:bg-panel has-checked:font-[560] has-checked:text-ink has-checked:ring-1 has-checked:ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:min-h-10"
          >
            <input
              type="radio"
              name={name}
              value={choice}
              checked={theme === choice}
              onChange={() => {
                setTheme(choice);
                show(choice);
              }}
              className="sr-only"
            />
            {WORDS[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
