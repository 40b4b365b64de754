import { PageLink } from "#components/ui/page-link.tsx";

/** A fortress wall and, in the hue of doors, its one small door. */
export const BrandMark = ({ size = 20 }: { readonly size?: number }) => (
  <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" fill="none" className="shrink-0">
    <path
      d="M2 18V4h3.2v2.6h3.2V4h3.2v2.6h3.2V4H18v14z"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
    />
    <path d="M8 18v-4.4a2 2 0 014 0V18z" className="fill-door stroke-door" strokeWidth="1.2" />
  </svg>
);

export const Brand = () => (
  <PageLink href="/" className="flex items-center gap-2.5 rounded-md font-[680] tracking-[-0.01em]">
    <BrandMark />
    Sallyport
  </PageLink>
);
