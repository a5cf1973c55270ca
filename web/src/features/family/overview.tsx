import type { Families } from "@stylegence/contracts/family";
import { useEffect, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { people, ROLES } from "./family.ts";
import { pathOfGroup } from "./hash.ts";
import { Linked } from "./linked.tsx";
import { NewGroup } from "./new-group.tsx";
import { Received } from "./received.tsx";

async function ask() {
  const [families, links, received, sent] = await Promise.all([
    me.families({}),
    me.links({}),
    me.invitations({}),
    me.linkInvitations({}),
  ]);
  return { families, links: links.items, received: received.items, sent: sent.items };
}

/** Invitations that wait, groups, linked accounts. */
export function Overview({ isMoved }: { isMoved: boolean }) {
  const { value, error, reload, set } = useLoad(ask);
  const [isMaking, setMaking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const isThere = value !== null;
  useEffect(() => {
    if (isMoved && isThere) heading.current?.focus();
  }, [isMoved, isThere]);
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones />;
  return (
    <>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {value.received.length > 0 && (
        <section class="panel waiting">
          <h2>{value.received.length === 1 ? "An invitation waits for you" : "Invitations wait for you"}</h2>
          <ul class="people">
            {value.received.map((invitation) => (
              <li key={invitation.invitationId}>
                <Received
                  invitation={invitation}
                  which={{ invitationId: invitation.invitationId }}
                  onAccepted={reload}
                  onDeclined={reload}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="panel">
        <div class="panel-head">
          <h2 ref={heading} tabIndex={-1}>
            Groups
          </h2>
          <button type="button" class="button quiet" onClick={() => setMaking(true)}>
            New group
          </button>
        </div>
        <Groups families={value.families} />
      </section>
      <Linked
        links={value.links}
        sent={value.sent}
        onLinks={(change) => set((now) => ({ ...now, links: change(now.links) }))}
        onSent={(change) => set((now) => ({ ...now, sent: change(now.sent) }))}
      />
      {isMaking && (
        <NewGroup
          onMade={({ familyId }) => {
            location.assign(pathOfGroup(familyId));
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </>
  );
}

function Groups({ families: { items } }: { families: Families }) {
  if (items.length === 0)
    return (
      <p class="soft">
        None yet. Make one for your household, or for a wedding party: whoever you invite keeps their own account, and
        decides what to share.
      </p>
    );
  return (
    <ul class="groups">
      {items.map(({ familyId, name, role, memberCount }) => (
        <li key={familyId}>
          <a href={pathOfGroup(familyId)}>
            <Icon name="people" />
            <span class="person-text">
              <strong>{name}</strong>
              <span class="small soft">{people(memberCount)}</span>
            </span>
            <span class="tag">{ROLES[role].label}</span>
            <Icon name="chevron" size={18} />
          </a>
        </li>
      ))}
    </ul>
  );
}
