import clsx from "clsx";

/** The shape of a page while its data is on the way. */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <div aria-hidden="true" className={clsx("animate-pulse rounded-lg bg-line/70", className)} />
);

export const PageSkeleton = () => (
  <div role="status" className="grid grid-cols-1 gap-4">
    <span className="sr-only">Loading</span>
    <Skeleton className="h-7 w-52" />
    <Skeleton className="h-4 w-96 max-w-full" />
    <Skeleton className="h-64" />
    <Skeleton className="h-40" />
  </div>
);
