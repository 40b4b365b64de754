import clsx from "clsx";

export type ButtonVariant = "plain" | "primary" | "danger" | "quiet";
export type ButtonSize = "normal" | "small";

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  plain: "border-line-strong bg-panel text-ink hover:border-control hover:bg-sunk",
  primary: "border-accent bg-accent text-accent-ink hover:border-accent-strong hover:bg-accent-strong",
  danger: "border-line-strong bg-panel text-extra hover:border-extra hover:bg-extra-soft",
  quiet: "border-transparent text-muted hover:bg-sunk hover:text-ink",
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  normal: "min-h-9 px-3.5 py-1.5 max-md:min-h-11",
  small: "min-h-7 px-2.5 py-0.5 text-sm max-md:min-h-10 max-md:px-3.5",
};

/** The look of everything that is pressed, whether it is a button or a link. */
export const buttonClass = (variant: ButtonVariant = "plain", size: ButtonSize = "normal", more?: string) =>
  clsx(
    "inline-flex items-center justify-center gap-2 rounded-lg border font-[560] whitespace-nowrap no-underline",
    "transition-colors disabled:opacity-55 aria-disabled:opacity-55 print:hidden",
    VARIANTS[variant],
    SIZES[size],
    more,
  );
