import type { Family } from "@stylegence/contracts/family";
import type { SentInvitation } from "@stylegence/contracts/invitation";
import { useEffect, useRef } from "preact/hooks";
import { me } from "../../account/me.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLive } from "../../ui/live.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { standing } from "./family.ts";
import { GroupLooks } from "./group-looks.tsx";
import { GroupSharing } from "./group-sharing.tsx";
import { Members } from "./members.tsx";
import { Parting } from "./parting.tsx";

interface Props {
  familyId: string;
  userId: string;
  /** Came here from within the page, so that the focus comes along. */
  isMoved: boolean;
}

/** A group with its members. */
export function Group({ familyId, userId, isMoved }: Props) {
  const { value, error, reload, set } = useLoad(async () => {
    const [family, links] = await Promise.all([me.family(familyId), me.links({})]);
    const sent = family.role === "owner" ? (await me.familyInvitations(familyId, {})).items : [];
    return { family, links: links.items, sent };
  });
  useLive(`group:${familyId}`, ({ type }) => {
    if (type === "event" || type === "reset") void reload();
  });
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = value !== null;
  useEffect(() => {
    if (isMoved && isThere) heading.current?.focus();
  }, [isMoved, isThere]);

  const onFamily = (family: Family) => set((now) => ({ ...now, family }));
  const onSent = (change: (sent: SentInvitation[]) => SentInvitation[]) =>
    set((now) => ({ ...now, sent: change(now.sent) }));
  return (
    <>
      <p class="back">
        <a href="#all">
          <Icon name="chevron" size={16} />
          All groups
        </a>
      </p>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {!value && !error && <Bones rows={4} />}
      {value && (
        <>
          <div class="group-head">
            <h2 ref={heading} tabIndex={-1}>
              {value.family.name}
            </h2>
            <p class="soft">{standing(value.family.role)}</p>
          </div>
          <Members {...value} userId={userId} onFamily={onFamily} onSent={onSent} />
          <GroupSharing family={value.family} userId={userId} onFamily={onFamily} />
          <GroupLooks family={value.family} onFamily={onFamily} />
          <Parting family={value.family} onFamily={onFamily} />
        </>
      )}
    </>
  );
}
