import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "#components/shell/app-shell.tsx";
import { EmergencyBanner } from "#components/shell/emergency-banner.tsx";
import { NoChangesBanner } from "#components/shell/no-changes-banner.tsx";
import { NoRole } from "#components/shell/no-role.tsx";
import type { PaletteEntry } from "#components/shell/palette-entry.ts";
import { THEME_COOKIE, themeOf } from "#components/shell/theme.ts";
import { frame } from "#lib/server/frame.ts";
import { logIsWritable } from "#lib/server/log-probe.ts";
import { signOut, signOutEverywhere } from "#lib/server/sign-out.ts";

const action = (label: string, detail: string, href: string): PaletteEntry => ({
  kind: "action",
  label,
  detail,
  href,
});

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { session, view } = await frame();
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  const actions = [
    ...(view.mayRead ? [action("Ask who can reach what", "", "/ask")] : []),
    ...(view.mayAskForOneself ? [action("Ask for SSH access", "for yourself", "/access/ask")] : []),
    ...(view.mayAskForOther ? [action("Open SSH for somebody", "for an ssh admin", "/access/ask")] : []),
    ...(view.mayRunReviews ? [action("Begin an access review", "", "/reviews/new")] : []),
    ...(view.reviews > 0 ? [action("Go on with what waits for you in reviews", "", "/reviews")] : []),
    ...(view.waiting > 0 ? [action("Answer what waits for you", "", "/changes?show=waiting")] : []),
  ];
  return (
    <AppShell
      person={{ name: session.actor.displayName, email: session.email, roles: view.roles }}
      counts={{
        changes: { count: view.waiting, of: "wait for your answer" },
        reviews: { count: view.reviews, of: "wait for you" },
      }}
      actions={actions}
      theme={theme}
      banner={
        view.mayRead ? (
          <>
            <NoChangesBanner
              safeMode={view.safeMode !== null}
              logIsWritable={await logIsWritable(session.actor)}
            />
            <EmergencyBanner emergencies={view.emergencies} />
          </>
        ) : undefined
      }
      signOut={signOut}
      signOutEverywhere={signOutEverywhere}
    >
      {view.mayRead ? children : <NoRole />}
    </AppShell>
  );
}
