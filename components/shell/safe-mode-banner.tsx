import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** On every page while it lasts. */
export const SafeModeBanner = () => (
  <div className="border-b border-line px-4 py-2 md:px-7">
    <Notice tone="problem" title="Safe mode: nothing is changed on EC2">
      The database may not be the one it was. A cloud admin looks and confirms it in{" "}
      <TextLink href="/settings">Settings</TextLink>.
    </Notice>
  </div>
);
