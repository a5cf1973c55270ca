import type { Family, FamilyMember } from "@stylegence/contracts/family";
import type { SentInvitation } from "@stylegence/contracts/invitation";
import type { Link } from "@stylegence/contracts/link";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { lazily } from "../../ui/lazily.tsx";
import { Avatar } from "../../ui/person.tsx";
import { isLinked, linkedOutside, people, RELATIONSHIPS, ROLES } from "./family.ts";
import { Sent } from "./sent.tsx";

const InviteDialog = lazily(() => import("./invite-dialog.tsx").then((views) => views.InviteDialog));
const MemberDialog = lazily(() => import("./member-dialog.tsx").then((views) => views.MemberDialog));
const TheirMetrics = lazily(() => import("./their-metrics.tsx").then((views) => views.TheirMetrics));

interface Props {
  family: Family;
  links: Link[];
  sent: SentInvitation[];
  userId: string;
  onFamily: (family: Family) => void;
  onSent: (change: (sent: SentInvitation[]) => SentInvitation[]) => void;
}

export function Members({ family, links, sent, userId, onFamily, onSent }: Props) {
  const [isInviting, setInviting] = useState(false);
  const [changing, setChanging] = useState<string | null>(null);
  const [looking, setLooking] = useState<FamilyMember | null>(null);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const isOwner = family.role === "owner";
  const mayLink = ({ person }: FamilyMember) =>
    person.userId !== userId && !asked.includes(person.userId) && !isLinked(links, person);
  const changed = family.members.find(({ person }) => person.userId === changing);
  const mayLookAt = ({ person, shareMetrics }: FamilyMember) =>
    shareMetrics &&
    family.role !== "guest" &&
    links.some((link) => link.person.userId === person.userId && link.theirs.shareProfileMetrics);

  async function askToLink({ person, relationship }: FamilyMember, heading: HTMLElement | null): Promise<void> {
    setAsked((now) => [...now, person.userId]);
    heading?.focus();
    try {
      await me.inviteToLink({ userId: person.userId, ...(isOwner && relationship ? { relationship } : {}) });
      announce(`${person.name} is asked, and told in their notifications.`);
    } catch (error) {
      setAsked((now) => now.filter((one) => one !== person.userId));
      announce(sentence(error), "bad");
    }
  }

  return (
    <section class="panel">
      <div class="panel-head">
        <h2 tabIndex={-1}>
          Members <span class="count soft small">{people(family.members.length)}</span>
        </h2>
        {isOwner && (
          <button type="button" class="button" onClick={() => setInviting(true)}>
            Invite
          </button>
        )}
      </div>
      <ul class="people">
        {family.members.map((member) => (
          <li key={member.person.userId} class="member">
            <Avatar {...member.person} />
            <MemberText member={member} isMe={member.person.userId === userId} />
            <span class="member-acts">
              {mayLookAt(member) && (
                <button type="button" class="text-button" onClick={() => setLooking(member)}>
                  Measurements<span class="unseen"> of {member.person.name}</span>
                </button>
              )}
              {mayLink(member) && (
                <button
                  type="button"
                  class="text-button"
                  onClick={({ currentTarget }) =>
                    void askToLink(member, currentTarget.closest("section")?.querySelector("h2") ?? null)
                  }
                >
                  Link<span class="unseen"> your account with that of {member.person.name}</span>
                </button>
              )}
              {(isOwner || member.person.userId === userId) && (
                <button type="button" class="text-button" onClick={() => setChanging(member.person.userId)}>
                  Change<span class="unseen"> {member.person.name}</span>
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Sent
        sent={sent}
        withdraw={({ invitationId }) => me.withdrawFamilyInvitation(family.familyId, invitationId)}
        onGone={(gone) => onSent((now) => now.filter(({ invitationId }) => invitationId !== gone.invitationId))}
      />
      {isInviting && (
        <InviteDialog
          title={`Invite to ${family.name}`}
          people={linkedOutside(family, links)}
          hasRole
          invite={(invited) => me.inviteToFamily(family.familyId, invited)}
          onSent={(invitation) => onSent((now) => [invitation, ...now])}
          onClose={() => setInviting(false)}
        />
      )}
      {changed && (
        <MemberDialog
          family={family}
          member={changed}
          isMe={changed.person.userId === userId}
          onFamily={onFamily}
          onClose={() => setChanging(null)}
        />
      )}
      {looking && <TheirMetrics person={looking.person} onClose={() => setLooking(null)} />}
    </section>
  );
}

function MemberText({
  member: { person, role, relationship, shareMetrics },
  isMe,
}: {
  member: FamilyMember;
  isMe: boolean;
}) {
  const said = [relationship && RELATIONSHIPS[relationship], shareMetrics && "shares measurements"].filter(Boolean);
  return (
    <span class="person-text">
      <strong>{person.name}</strong>
      {isMe && <span class="soft"> (you)</span>} <span class="tag">{ROLES[role].label}</span>
      {said.length > 0 && <span class="small soft">{said.join(" · ")}</span>}
    </span>
  );
}
