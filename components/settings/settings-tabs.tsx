import { Tabs } from "#components/ui/tabs.tsx";

const PLACES = [
  { key: "accounts", label: "Accounts", href: "/settings" },
  { key: "patterns", label: "Patterns", href: "/settings/patterns" },
  { key: "stacks", label: "Stacks", href: "/settings/stacks" },
  { key: "policy", label: "Policy", href: "/settings/policy" },
  { key: "history", label: "History", href: "/settings/history" },
  { key: "people", label: "People and roles", href: "/settings/people" },
] as const;

export const SettingsTabs = ({ current }: { readonly current: (typeof PLACES)[number]["key"] }) => (
  <div className="mb-4 rounded-card border border-line bg-panel [&>nav]:border-b-0">
    <Tabs label="Settings" tabs={PLACES} current={current} />
  </div>
);
