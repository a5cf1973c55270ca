import type { Family } from "@stylegence/contracts/family";
import { me } from "../../account/me.ts";
import { optimistic } from "../../ui/deed.ts";
import { Switch } from "../../ui/parts.tsx";

interface Props {
  family: Family;
  userId: string;
  onFamily: (family: Family) => void;
}

/** What the shopper shares in the group, and what the group allows. */
export function GroupSharing({ family, userId, onFamily }: Props) {
  const { familyId, members, searchable } = family;
  const mine = members.find(({ person }) => person.userId === userId);
  const save = (after: Family, make: () => Promise<Family>) =>
    optimistic<Family>(
      (change) => onFamily(change(family)),
      () => after,
      () => family,
      async () => onFamily(await make()),
    );
  const share = (shareMetrics: boolean) =>
    save(
      {
        ...family,
        members: members.map((member) => (member === mine ? { ...member, shareMetrics } : member)),
      },
      () => me.patchMember(familyId, userId, { shareMetrics }),
    );
  return (
    <section class="panel">
      <h2>Sharing</h2>
      <Switch
        label="Share my measurements in this group"
        hint="A member sees them only if you also allow it for them under Linked accounts, and as long as you consent to their being kept."
        checked={mine?.shareMetrics ?? false}
        onChange={share}
      />
      <Switch
        label="Search for the group together"
        hint={
          family.role === "owner"
            ? "Results can then suit all who allow it: sizes, budget, occasions."
            : "The owner decides this."
        }
        checked={searchable}
        disabled={family.role !== "owner"}
        onChange={(on) => save({ ...family, searchable: on }, () => me.patchFamily(familyId, { searchable: on }))}
      />
    </section>
  );
}
