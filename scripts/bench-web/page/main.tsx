import { createRoot } from "react-dom/client";
import { Card } from "#components/ui/card.tsx";
import { GraphScreen } from "../../../app/(signed-in)/graph/graph-screen.tsx";

const place = document.getElementById("page");
if (place !== null)
  createRoot(place).render(
    <main className="mx-auto max-w-[92rem] p-4">
      <Card flush>
        <GraphScreen scopes={[]} highlight={null} />
      </Card>
    </main>,
  );
