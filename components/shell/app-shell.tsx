import type { ReactNode } from "react";
import { Brand } from "#components/shell/brand.tsx";
import { CommandPalette } from "#components/shell/command-palette.tsx";
import type { NavCounts } from "#components/shell/nav-items.ts";
import { NavList } from "#components/shell/nav-list.tsx";
import { PaletteButton } from "#components/shell/palette-button.tsx";
import type { PaletteEntry } from "#components/shell/palette-entry.ts";
import type { ShellPerson } from "#components/shell/person.ts";
import { PersonMenu } from "#components/shell/person-menu.tsx";
import { PersonPanel } from "#components/shell/person-panel.tsx";
import { PhoneBar } from "#components/shell/phone-bar.tsx";
import type { Theme } from "#components/shell/theme.ts";
import type { FormAction } from "#components/ui/form-state.ts";

interface Props {
  readonly person: ShellPerson;
  readonly counts: NavCounts;
  readonly actions: readonly PaletteEntry[];
  readonly theme: Theme;
  readonly signOut: () => Promise<void>;
  readonly signOutEverywhere: FormAction;
  /** What everybody must know now: the log cannot be written, the demo identity provider is trusted. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every screen: where I can go, what waits, who I am. */
export const AppShell = ({
  person,
  counts,
  actions,
  theme,
  signOut,
  signOutEverywhere,
  banner,
  children,
}: Props) => {
  const panel = (
    <PersonPanel person={person} theme={theme} signOut={signOut} signOutEverywhere={signOutEverywhere} />
  );
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-lg bg-accent px-4 py-2 font-semibold text-accent-ink focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line bg-sunk px-2.5 py-3.5 md:flex">
        <div className="px-2 pt-1">
          <Brand />
        </div>
        <PaletteButton />
        <nav aria-label="Main" className="flex-1 overflow-y-auto">
          <NavList counts={counts} />
        </nav>
        <PersonMenu person={person}>{panel}</PersonMenu>
      </aside>
      <div className="min-w-0">
        <header className="flex items-center justify-between border-b border-line bg-sunk px-4 md:hidden">
          <Brand />
          <PaletteButton compact />
        </header>
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto max-w-[92rem] px-4 pt-4 pb-28 outline-none md:px-7 md:pt-5 md:pb-12"
        >
          {children}
        </main>
      </div>
      <PhoneBar counts={counts} person={panel} />
      <CommandPalette actions={actions} />
    </div>
  );
};
