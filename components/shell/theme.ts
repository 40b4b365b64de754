export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Set by the switch, read when a page is rendered, so that the first paint is right. */
export const THEME_COOKIE = "sallyport-theme";

export const themeOf = (value: string | undefined): Theme =>
  THEMES.find((theme) => theme === value) ?? "system";
