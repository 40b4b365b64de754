import { Absent } from "#components/ui/absent.tsx";

export const metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <main>
      <Absent />
    </main>
  );
}
