import type { AcceptedInvitation, InvitationAnswer, ReceivedInvitation } from "@stylegence/contracts/invitation";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatInstant } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { useDeed } from "../../ui/deed.ts";
import { Failure } from "../../ui/parts.tsx";
import { Avatar } from "../../ui/person.tsx";
import { invitationText, meaning } from "./family.ts";

interface Props {
  invitation: ReceivedInvitation;
  which: InvitationAnswer;
  onAccepted: (answer: AcceptedInvitation) => unknown;
  onDeclined: () => unknown;
}

/** An invitation to accept or to decline. */
export function Received({ invitation, which, onAccepted, onDeclined }: Props) {
  const deed = useDeed();
  const [isDeclining, setDeclining] = useState(false);
  const { from, kind, familyName, expiresAt } = invitation;
  const accept = () =>
    deed.run(async () => {
      const answer = await me.acceptInvitation(which);
      announce(kind === "link" ? `You and ${from.name} are linked.` : `You are in ${familyName ?? "the group"} now.`);
      await onAccepted(answer);
    });
  return (
    <div class="received">
      <Avatar {...from} />
      <div class="received-text">
        <p>
          <strong>{invitationText(invitation)}</strong>
        </p>
        <p class="small soft">{meaning(invitation)}</p>
        <p class="small soft">Good until {formatInstant(expiresAt)}.</p>
        {Boolean(deed.error) && <Failure error={deed.error} retry={accept} />}
        <p class="gate-row panel-foot">
          <button type="button" class="button" aria-disabled={deed.busy} onClick={() => void accept()}>
            {kind === "link" ? "Link accounts" : "Join"}
            <span class="unseen">, {kind === "link" ? from.name : familyName}</span>
          </button>
          <button type="button" class="button quiet" onClick={() => setDeclining(true)}>
            Decline<span class="unseen"> the invitation of {from.name}</span>
          </button>
        </p>
      </div>
      {isDeclining && (
        <Confirm
          title="Decline the invitation?"
          deed="Decline"
          done="Declined."
          act={async () => {
            await me.declineInvitation(which);
            await onDeclined();
          }}
          onClose={() => setDeclining(false)}
        >
          <p>{from.name} can’t invite you again for 30 days. They are not told why.</p>
        </Confirm>
      )}
    </div>
  );
}
