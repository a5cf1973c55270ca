import { ConsentsPanel } from "./consents.tsx";
import { ErasePanel } from "./erase.tsx";
import { ExportsPanel } from "./exports.tsx";

export function Privacy() {
  return (
    <>
      <ConsentsPanel />
      <ExportsPanel />
      <ErasePanel />
    </>
  );
}
