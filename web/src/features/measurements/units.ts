import { useState } from "preact/hooks";
import type { Units } from "./metrics.ts";

const KEPT = "units";

function kept(): Units {
  try {
    return localStorage.getItem(KEPT) === "imperial" ? "imperial" : "metric";
  } catch {
    return "metric";
  }
}

/** In which units this browser shows measurements. */
export function useUnits(): [Units, (units: Units) => void] {
  const [units, setUnits] = useState(kept);
  function change(next: Units): void {
    setUnits(next);
    try {
      localStorage.setItem(KEPT, next);
    } catch {}
  }
  return [units, change];
}
