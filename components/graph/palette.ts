/** The colours of the picture, read from the page's own: a canvas knows no classes. */
import { tierHue } from "#components/ui/tier-hue.ts";

export const HUES = ["web", "app", "db", "door", "outside", "rose", "moss", "clay", "lake"] as const;
export type Hue = (typeof HUES)[number];

export interface Palette {
  readonly canvas: string;
  readonly panel: string;
  readonly sunk: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly exposed: string;
  readonly drift: string;
  readonly unknown: string;
  /** Strong and soft, by hue. */
  readonly hues: Readonly<Record<Hue, { readonly strong: string; readonly soft: string }>>;
}

export const hueOf = (tier: string | null): Hue => {
  const hue = tier === null ? "outside" : tierHue(tier);
  return HUES.find((known) => known === hue) ?? "outside";
};

const VARIABLES = {
  canvas: "--color-canvas",
  panel: "--color-panel",
  sunk: "--color-sunk",
  line: "--color-line",
  lineStrong: "--color-line-strong",
  ink: "--color-ink",
  muted: "--color-muted",
  accent: "--color-accent",
  exposed: "--color-extra",
  drift: "--color-missing",
  unknown: "--color-unknown",
} as const;

/** The colour that a variable stands for where `probe` is, in the theme of the moment. */
const resolved = (probe: HTMLElement, variable: string): string => {
  probe.style.color = `var(${variable})`;
  return getComputedStyle(probe).color;
};

/** `parent` gets a child for a moment, whose colours are asked for. */
export const readPalette = (parent: HTMLElement): Palette => {
  const probe = document.createElement("span");
  probe.hidden = true;
  parent.append(probe);
  const plain = (key: keyof typeof VARIABLES) => resolved(probe, VARIABLES[key]);
  const hue = (name: Hue) => {
    probe.dataset.hue = name;
    return { strong: resolved(probe, "--hue"), soft: resolved(probe, "--hue-soft") };
  };
  const palette: Palette = {
    canvas: plain("canvas"),
    panel: plain("panel"),
    sunk: plain("sunk"),
    line: plain("line"),
    lineStrong: plain("lineStrong"),
    ink: plain("ink"),
    muted: plain("muted"),
    accent: plain("accent"),
    exposed: plain("exposed"),
    drift: plain("drift"),
    unknown: plain("unknown"),
    hues: {
      web: hue("web"),
      app: hue("app"),
      db: hue("db"),
      door: hue("door"),
      outside: hue("outside"),
      rose: hue("rose"),
      moss: hue("moss"),
      clay: hue("clay"),
      lake: hue("lake"),
    },
  };
  probe.remove();
  return palette;
};
