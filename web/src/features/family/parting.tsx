import type { Family } from "@stylegence/contracts/family";
import { useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { Field } from "../../ui/parts.tsx";
import { heirsOf } from "./family.ts";
import { NameDialog } from "./name-dialog.tsx";

interface Props {
  family: Family;
  onFamily: (family: Family) => void;
}

const toOverview = () => location.assign("#all");

/** Leaving a group; for its owner renaming, handing over and deleting it. */
export function Parting({ family, onFamily }: Props) {
  const [asked, setAsked] = useState<"rename" | "transfer" | "delete" | "leave" | null>(null);
  const heir = useRef<HTMLSelectElement>(null);
  const { familyId, name } = family;
  const close = () => setAsked(null);
  const heirs = heirsOf(family);
  const isOwner = family.role === "owner";
  return (
    <section class="panel">
      <h2>This group</h2>
      <p class="gate-row">
        {isOwner ? (
          <>
            <button type="button" class="button quiet" onClick={() => setAsked("rename")}>
              Rename
            </button>
            <button
              type="button"
              class="button quiet"
              disabled={heirs.length === 0}
              onClick={() => setAsked("transfer")}
            >
              Hand over
            </button>
            <button type="button" class="button quiet" onClick={() => setAsked("delete")}>
              Delete group
            </button>
          </>
        ) : (
          <button type="button" class="button quiet" onClick={() => setAsked("leave")}>
            Leave group
          </button>
        )}
      </p>
      {isOwner && (
        <p class="small soft panel-foot">
          {heirs.length === 0
            ? "To leave, hand the group over first: invite somebody as a member, or delete the group."
            : "To leave, hand the group over first, or delete it."}
        </p>
      )}
      {asked === "rename" && (
        <NameDialog
          title="Rename the group"
          name={name}
          deed="Save"
          save={async (wanted) => onFamily(await me.patchFamily(familyId, { name: wanted }))}
          onClose={close}
        />
      )}
      {asked === "leave" && (
        <Confirm
          title={`Leave ${name}?`}
          deed="Leave"
          done={`You have left ${name}.`}
          act={() => me.leaveFamily(familyId).then(toOverview)}
          onClose={close}
        >
          <p>What you share in it is no longer seen, at once. To come back you need a new invitation.</p>
        </Confirm>
      )}
      {asked === "delete" && (
        <Confirm
          title={`Delete ${name}?`}
          deed="Delete group"
          done={`${name} is deleted.`}
          act={() => me.removeFamily(familyId).then(toOverview)}
          onClose={close}
        >
          <p>
            All {family.members.length === 1 ? "of it" : `${family.members.length} members`} and what was shared in it
            are gone for good, with its open invitations. Accounts and linked accounts stay.
          </p>
        </Confirm>
      )}
      {asked === "transfer" && (
        <Confirm
          title={`Hand ${name} over?`}
          deed="Hand over"
          done={`${name} is handed over.`}
          tone="plain"
          act={async () => onFamily(await me.transferFamily(familyId, heir.current?.value ?? ""))}
          onClose={close}
        >
          <Field label="New owner" hint="They decide on the group from then on. You stay as a member.">
            {(given) => (
              <select {...given} ref={heir} class="field">
                {heirs.map(({ person }) => (
                  <option key={person.userId} value={person.userId}>
                    {person.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </Confirm>
      )}
    </section>
  );
}
