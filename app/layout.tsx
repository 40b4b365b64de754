import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { THEME_COOKIE, themeOf } from "#components/shell/theme.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Sallyport", template: "%s · Sallyport" },
  description: "Security groups of tiered applications, exactly as their owners meant them.",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" {...(theme === "system" ? {} : { "data-theme": theme })} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
