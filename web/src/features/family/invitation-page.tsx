import type { AcceptedInvitation } from "@stylegence/contracts/invitation";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../account/api.ts";
import { me } from "../../account/me.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { pathOfGroup } from "./hash.ts";
import { keepToken, keptToken } from "./invited.ts";
import { Received } from "./received.tsx";

/** The invitation that brought somebody here, or those that wait for them. */
export function InvitationPage({ userId }: { userId: string }) {
  const [token, setToken] = useState(keptToken);
  useEffect(() => {
    const again = () => setToken(keptToken());
    addEventListener("invited", again);
    return () => removeEventListener("invited", again);
  }, []);
  const forget = () => {
    keepToken(null);
    setToken(null);
  };
  if (token === null) return <Waiting />;
  return <One key={token} token={token} userId={userId} onForget={forget} />;
}

function goTo({ familyId }: AcceptedInvitation): void {
  keepToken(null);
  location.assign(familyId ? pathOfGroup(familyId) : "/family");
}

function One({ token, userId, onForget }: { token: string; userId: string; onForget: () => void }) {
  const { value, error, reload } = useLoad(() => me.lookAtInvitation({ token }));
  if (error instanceof ApiError && error.status === 404)
    return (
      <Note title="This invitation is no longer open">
        <p>
          It was answered or withdrawn, or more than a week has passed. Ask for a new one, or look at what waits for
          you.
        </p>
        <p class="gate-row">
          <button type="button" class="button" onClick={onForget}>
            Invitations that wait for me
          </button>
          <ToFamily />
        </p>
      </Note>
    );
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={1} />;
  if (value.from.userId === userId)
    return (
      <Note title="This is your own invitation">
        <p>Pass its link on to the person that you mean: it works once, for them.</p>
        <p class="gate-row">
          <ToFamily />
        </p>
      </Note>
    );
  return (
    <section class="panel waiting" aria-label="Invitation">
      <Received invitation={value} which={{ token }} onAccepted={goTo} onDeclined={onForget} />
    </section>
  );
}

function Waiting() {
  const { value, error, reload } = useLoad(() => me.invitations({}));
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={1} />;
  if (value.items.length === 0)
    return (
      <Note title="No invitation waits for you">
        <p>An invitation by mail reaches you here too, once its address is the one that you sign in with.</p>
        <p class="gate-row">
          <ToFamily />
        </p>
      </Note>
    );
  return (
    <section class="panel waiting" aria-label="Invitations">
      <ul class="people">
        {value.items.map((invitation) => (
          <li key={invitation.invitationId}>
            <Received
              invitation={invitation}
              which={{ invitationId: invitation.invitationId }}
              onAccepted={goTo}
              onDeclined={reload}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Note({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <div class="nothing">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

function ToFamily() {
  return (
    <a class="button quiet" href="/family">
      Family
    </a>
  );
}
