import type { Family } from "@stylegence/contracts/family";
import type { SentInvitation } from "@stylegence/contracts/invitation";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { ApiError } from "../../account/api.ts";
import { me } from "../../account/me.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLive } from "../../ui/live.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
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
  const refresh = useMemo(() => soon(reload), [reload]);
  // Refused is news as well: whoever was taken out sees that the group is gone.
  useLive(`group:${familyId}`, refresh);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = value !== null;
  useEffect(() => {
    if (isMoved && isThere) heading.current?.focus();
  }, [isMoved, isThere]);

  // Deleted, or left in another tab: what was shown is no longer theirs to see.
  const isGone = error instanceof ApiError && error.status === 404;
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
      {value && !isGone && (
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
