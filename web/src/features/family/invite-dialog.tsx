import type { InvitedRole, NewInvitation, SentInvitation } from "@stylegence/contracts/invitation";
import type { Relationship } from "@stylegence/contracts/link";
import type { Person } from "@stylegence/contracts/shopper";
import { useState } from "preact/hooks";
import { useDeed } from "../../ui/deed.ts";
import { faultText } from "../../ui/fault.ts";
import { Dialog, Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { isEmail, ROLES } from "./family.ts";
import { PassOn } from "./pass-on.tsx";
import { picked, RelationshipSelect } from "./relationship.tsx";

export interface Invited {
  email?: string | undefined;
  userId?: string | undefined;
  relationship?: Relationship | undefined;
  role: InvitedRole;
}

interface Props {
  title: string;
  /** Linked people who may be asked in the app. */
  people?: Person[];
  /** Whether the invited gets a role. */
  hasRole?: boolean;
  invite: (invited: Invited) => Promise<NewInvitation>;
  onSent: (invitation: SentInvitation) => void;
  onClose: () => void;
}

type Way = "link" | "email" | "person";
const WAYS: Record<Way, string> = { link: "A link I pass on", email: "E-mail", person: "A linked account" };

/** Invites by a link to pass on, by e-mail, or somebody linked. */
export function InviteDialog({ title, people = [], hasRole = false, invite, onSent, onClose }: Props) {
  const deed = useDeed();
  const [way, setWay] = useState<Way>("link");
  const [wrong, setWrong] = useState("");
  const [made, setMade] = useState<NewInvitation | null>(null);

  async function send(data: FormData) {
    const email = String(data.get("email") ?? "").trim();
    if (way === "email" && !isEmail(email)) return setWrong("Write an e-mail address, such as asha@example.com.");
    setWrong("");
    await deed.run(async () => {
      const answer = await invite({
        role: data.get("role") === "guest" ? "guest" : "member",
        relationship: picked(data.get("relationship")) ?? undefined,
        ...(way === "email" ? { email } : {}),
        ...(way === "person" ? { userId: String(data.get("person")) } : {}),
      });
      onSent(answer.invitation);
      setMade(answer);
    });
  }

  if (made)
    return (
      <Dialog title={made.url ? "Pass this link on" : "Invited"} onClose={onClose}>
        <PassOn made={made} onClose={onClose} />
      </Dialog>
    );
  const ways = (Object.keys(WAYS) as Way[]).filter((one) => one !== "person" || people.length > 0);
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="form" onSubmit={onSubmit(send)} noValidate>
        <fieldset class="ways">
          <legend>How</legend>
          <div class="chips">
            {ways.map((one) => (
              <label key={one} class="chip">
                <input type="radio" name="way" value={one} checked={way === one} onChange={() => setWay(one)} />
                {WAYS[one]}
              </label>
            ))}
          </div>
        </fieldset>
        {way === "email" && (
          <Field
            label="E-mail address"
            hint="We write to it once, with your name and a link that is good for a week."
            error={wrong || faultText("This address", deed.fields.email)}
          >
            {(given) => (
              <input
                {...given}
                class="field"
                name="email"
                type="email"
                inputMode="email"
                maxLength={254}
                autocomplete="off"
              />
            )}
          </Field>
        )}
        {way === "person" && (
          <Field label="Who" error={faultText("This person", deed.fields.userId)}>
            {(given) => (
              <select {...given} class="field" name="person">
                {people.map(({ userId, name }) => (
                  <option key={userId} value={userId}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        {hasRole && (
          <Field label="Role" hint={`A member can ${ROLES.member.may}; a guest can ${ROLES.guest.may}.`}>
            {(given) => (
              <select {...given} class="field" name="role">
                <option value="member">{ROLES.member.label}</option>
                <option value="guest">{ROLES.guest.label}</option>
              </select>
            )}
          </Field>
        )}
        <Field label="They are my">{(given) => <RelationshipSelect {...given} name="relationship" />}</Field>
        {Boolean(deed.error) && Object.keys(deed.fields).length === 0 && <Failure error={deed.error} />}
        <p>
          <button type="submit" class="button" aria-disabled={deed.busy}>
            {way === "link" ? "Make a link" : "Invite"}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
