import type { Family, FamilyMember, MemberInput } from "@stylegence/contracts/family";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { useDeed } from "../../ui/deed.ts";
import { faultText } from "../../ui/fault.ts";
import { Dialog, Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { ROLES } from "./family.ts";
import { picked, RelationshipSelect } from "./relationship.tsx";

interface Props {
  family: Family;
  member: FamilyMember;
  isMe: boolean;
  onFamily: (family: Family) => void;
  onClose: () => void;
}

/** A member's role and relationship, and their removal. */
export function MemberDialog({ family, member, isMe, onFamily, onClose }: Props) {
  const deed = useDeed();
  const [isSure, setSure] = useState(false);
  const { person, role, relationship } = member;
  const hasRole = family.role === "owner" && role !== "owner";

  async function save(data: FormData) {
    const input: MemberInput = { relationship: picked(data.get("relationship")) };
    const wanted = data.get("role");
    if (hasRole && (wanted === "member" || wanted === "guest") && wanted !== role) input.role = wanted;
    const change = async () => onFamily(await me.patchMember(family.familyId, person.userId, input));
    if (await deed.run(change, "Saved.")) onClose();
  }

  async function remove() {
    if (!isSure) return setSure(true);
    const act = async () => {
      await me.removeMember(family.familyId, person.userId);
      onFamily({ ...family, members: family.members.filter((one) => one.person.userId !== person.userId) });
      announce(`${person.name} is no longer in ${family.name}.`);
    };
    if (await deed.run(act)) onClose();
  }

  return (
    <Dialog title={isMe ? "You in this group" : person.name} onClose={onClose}>
      <form class="form" onSubmit={onSubmit(save)} noValidate>
        {hasRole && (
          <Field
            label="Role"
            hint={`A member can ${ROLES.member.may}; a guest can ${ROLES.guest.may}.`}
            error={faultText("This role", deed.fields.role)}
          >
            {(given) => (
              <select {...given} class="field" name="role">
                <option value="member">{ROLES.member.label}</option>
                <option value="guest" selected={role === "guest"}>
                  {ROLES.guest.label}
                </option>
              </select>
            )}
          </Field>
        )}
        <Field label={isMe ? "I am here as" : "They are here as"} error={faultText("This", deed.fields.relationship)}>
          {(given) => <RelationshipSelect {...given} name="relationship" value={relationship} />}
        </Field>
        {Boolean(deed.error) && <Failure error={deed.error} />}
        {isSure && (
          <p role="alert">
            {person.name} leaves the group at once, and what they shared in it is no longer seen. Tap again to remove
            them.
          </p>
        )}
        <p class="gate-row">
          <button type="submit" class="button" aria-disabled={deed.busy}>
            Save
          </button>
          {hasRole && !isMe && (
            <button type="button" class={isSure ? "button danger" : "button quiet"} onClick={() => void remove()}>
              {isSure ? "Yes, remove" : "Remove from the group"}
            </button>
          )}
        </p>
      </form>
    </Dialog>
  );
}
