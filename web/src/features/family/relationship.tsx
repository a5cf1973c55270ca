import type { Relationship } from "@stylegence/contracts/link";
import { RELATIONSHIPS } from "./family.ts";

interface Props {
  id: string;
  name?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
  value?: Relationship | null;
  /** Where each choice takes effect at once; without it the form reads what was chosen. */
  onPick?: (relationship: Relationship | null) => unknown;
}

/** What somebody is to another, or nothing said. */
export function RelationshipSelect({ value, onPick, ...given }: Props) {
  // The options say which is chosen: a select of its own accord takes no default.
  const options = (
    <>
      <option value="">Not said</option>
      {Object.entries(RELATIONSHIPS).map(([one, label]) => (
        <option key={one} value={one} selected={one === value}>
          {label}
        </option>
      ))}
    </>
  );
  if (!onPick)
    return (
      <select {...given} class="field">
        {options}
      </select>
    );
  return (
    <select
      {...given}
      class="field"
      value={value ?? ""}
      onChange={(event) => void onPick(picked(event.currentTarget.value))}
    >
      {options}
    </select>
  );
}

/** What was chosen; null for nothing. */
export function picked(value: FormDataEntryValue | null): Relationship | null {
  return typeof value === "string" && value in RELATIONSHIPS ? (value as Relationship) : null;
}
