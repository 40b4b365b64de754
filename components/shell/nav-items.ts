/** The places of Sallyport, in the order of the navigation. A place joins the list when its screen exists. */
export interface NavItem {
  readonly key:
    | "home"
    | "stacks"
    | "groups"
    | "graph"
    | "findings"
    | "access"
    | "changes"
    | "reviews"
    | "reports"
    | "audit"
    | "look"
    | "settings";
  readonly label: string;
  readonly href: string;
  /** Outline on a 16 x 16 grid. */
  readonly icon: string;
  /** Stands in the bar at the bottom of a phone; the others are one tap further. */
  readonly onPhone: boolean;
}

export const NAV_ITEMS: readonly NavItem[] = [
  {
    key: "home",
    label: "Home",
    href: "/",
    icon: "M2.5 7.5L8 2.8l5.5 4.7v5.7h-4V9.6h-3v3.6h-4z",
    onPhone: true,
  },
  {
    key: "stacks",
    label: "Stacks",
    href: "/stacks",
    icon: "M8 2.2l5.8 2.9L8 8 2.2 5.1zM2.2 8L8 10.9 13.8 8M2.2 10.9L8 13.8l5.8-2.9",
    onPhone: true,
  },
  {
    key: "groups",
    label: "Groups",
    href: "/groups",
    icon: "M8 2.2l5 1.7v4.2c0 3-2.2 4.9-5 5.9-2.8-1-5-2.9-5-5.9V3.9z",
    onPhone: false,
  },
  {
    key: "graph",
    label: "Graph",
    href: "/graph",
    icon: "M3.6 5.4a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6zM3.6 14.2a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6zM12.4 9.8a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6zM5.2 4.5l5.6 2.7M5.2 11.5l5.6-2.7",
    onPhone: false,
  },
  {
    key: "findings",
    label: "Findings",
    href: "/findings",
    icon: "M8 2.4l6 10.8H2zM8 6.4v3.2M8 11.3v.1",
    onPhone: false,
  },
  {
    key: "access",
    label: "SSH access",
    href: "/access",
    icon: "M4.5 13.8V5.6a3.5 3.5 0 017 0v8.2zM9.3 9.7v.1M2.2 13.8h11.6",
    onPhone: true,
  },
  {
    key: "changes",
    label: "Changes",
    href: "/changes",
    icon: "M2.5 5.2h9.2M9.2 2.4l2.8 2.8L9.2 8M13.5 10.8H4.3M6.8 8L4 10.8l2.8 2.8",
    onPhone: true,
  },
  {
    key: "reviews",
    label: "Reviews",
    href: "/reviews",
    icon: "M2.4 4.2l1.3 1.3 2.3-2.6M2.4 10.2l1.3 1.3 2.3-2.6M8.4 4.6h5.2M8.4 10.6h5.2",
    onPhone: false,
  },
  {
    key: "reports",
    label: "Reports",
    href: "/reports",
    icon: "M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V5.8",
    onPhone: false,
  },
  {
    key: "audit",
    label: "Audit",
    href: "/audit",
    icon: "M3.5 2.5h9v11h-9zM5.8 5.6h4.4M5.8 8h4.4M5.8 10.4h2.6",
    onPhone: false,
  },
  {
    key: "look",
    label: "Look",
    href: "/look",
    icon: "M1.8 8S4.2 3.8 8 3.8 14.2 8 14.2 8 11.8 12.2 8 12.2 1.8 8 1.8 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6",
    onPhone: false,
  },
  {
    key: "settings",
    label: "Settings",
    href: "/settings",
    icon: "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 2.9v3.2M6 9.9v3.2",
    onPhone: false,
  },
];

/** How many things wait in a place. */
export type NavCounts = Partial<Record<NavItem["key"], { readonly count: number; readonly of: string }>>;

/** Whether a path lies within a place. */
export const isWithin = (item: NavItem, path: string): boolean => {
  if (item.href === "/") return path === "/";
  // Beside the stacks, not among them: a stack may be called "new".
  if (item.key === "stacks" && path === "/new-stack") return true;
  return path === item.href || path.startsWith(`${item.href}/`);
};
