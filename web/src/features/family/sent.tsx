import type { SentInvitation } from "@stylegence/contracts/invitation";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.ts";
import { sentence } from "../../ui/failure.ts";
import { Icon } from "../../ui/icon.tsx";
import { RELATIONSHIPS, ROLES, sentText } from "./family.ts";

interface Props {
  sent: SentInvitation[];
  withdraw: (invitation: SentInvitation) => Promise<void>;
  onGone: (invitation: SentInvitation) => void;
}

/** Open invitations, each of which can be taken back. */
export function Sent({ sent, withdraw, onGone }: Props) {
  const [going, setGoing] = useState<string | null>(null);
  if (sent.length === 0) return null;

  async function takeBack(invitation: SentInvitation, section: Element | null): Promise<void> {
    if (going) return;
    setGoing(invitation.invitationId);
    try {
      await withdraw(invitation);
      onGone(invitation);
      // The button goes; the focus stays near.
      section?.querySelector("h2")?.focus();
      announce("The invitation is withdrawn.");
    } catch (error) {
      announce(sentence(error), "bad");
    } finally {
      setGoing(null);
    }
  }

  return (
    <div class="sent">
      <h3>Open invitations</h3>
      <ul>
        {sent.map((invitation) => (
          <li key={invitation.invitationId}>
            <Icon name={invitation.email ? "mail" : invitation.person ? "account" : "link"} size={18} />
            <p>
              {sentText(invitation)}
              <span class="small soft">
                {[
                  invitation.role && ROLES[invitation.role].label,
                  invitation.relationship && RELATIONSHIPS[invitation.relationship],
                ]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </p>
            <button
              type="button"
              class="text-button"
              aria-disabled={going === invitation.invitationId}
              onClick={(event) => void takeBack(invitation, event.currentTarget.closest("section"))}
            >
              Withdraw<span class="unseen"> the invitation to {sentText(invitation)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
