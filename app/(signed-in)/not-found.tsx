import { Absent } from "#components/ui/absent.tsx";

export default function NotFound() {
  return <Absent />;
}
