import clsx from "clsx";

/** The look of inputs, selects and text areas. On a phone the text is 16px, so that it is not zoomed into. */
export const controlClass = (more?: string) =>
  clsx(
    "w-full rounded-lg border border-control bg-panel px-2.5 text-ink placeholder:text-muted",
    "min-h-9 max-md:min-h-11 max-md:text-[16px] aria-invalid:border-extra aria-invalid:border-2",
    "disabled:bg-sunk disabled:text-muted",
    more,
  );
