import type { Profile, ProfileInput } from "@stylegence/contracts/shopper";
import { useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { useDeed } from "../../ui/deed.ts";
import { faultText } from "../../ui/fault.ts";
import { Failure, Field, onSubmit } from "../../ui/parts.tsx";
import { dayInIndia, isUnder18, usernameFault } from "./profile.ts";

interface Props {
  profile: Profile;
  onChange: (profile: Profile) => void;
}

/** Username and age. */
export function About({ profile, onChange }: Props) {
  const deed = useDeed();
  const [wrongName, setWrongName] = useState<string | null>(null);
  const [asked, setAsked] = useState<ProfileInput | null>(null);
  const today = dayInIndia(new Date());
  const isMinor = profile.age === "minor";
  const send = async (input: ProfileInput) => onChange(await me.patchProfile(input));

  async function save(data: FormData) {
    const username = String(data.get("username")).trim().toLowerCase();
    const fault = usernameFault(username);
    setWrongName(fault);
    if (fault) return;
    const birthDate = String(data.get("birthDate") ?? "");
    const input: ProfileInput = {
      username: username || null,
      ...(birthDate && birthDate !== profile.birthDate ? { birthDate } : {}),
      ...(isMinor || birthDate ? {} : { adultDeclared: data.has("adult") }),
    };
    if (input.birthDate && input.birthDate <= today && isUnder18(input.birthDate, today)) return setAsked(input);
    await deed.run(() => send(input), "Saved.");
  }

  return (
    <section class="panel">
      <h2>About you</h2>
      <form class="form profile-form" onSubmit={onSubmit(save)} noValidate>
        <Field
          label="Username"
          hint="For your reviews and your public page. Letters, digits and _; leave empty for none."
          error={wrongName ?? faultText("This username", deed.fields.username)}
        >
          {(given) => (
            <input
              {...given}
              class="field"
              name="username"
              maxLength={30}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              defaultValue={profile.username ?? ""}
            />
          )}
        </Field>
        <Field
          label="Date of birth"
          hint={
            isMinor
              ? "It says that you are under 18, and can’t be changed here. Write to us if it is wrong."
              : "Only you see it. Some things, such as keeping measurements, are for adults."
          }
          error={faultText("This date", deed.fields.birthDate)}
        >
          {(given) => (
            <input
              {...given}
              class="field"
              name="birthDate"
              type="date"
              min="1900-01-01"
              max={today}
              autocomplete="bday"
              disabled={isMinor}
              defaultValue={profile.birthDate ?? ""}
            />
          )}
        </Field>
        {!isMinor && !profile.birthDate && (
          <label class="tick">
            <input type="checkbox" name="adult" defaultChecked={profile.adultDeclared} />
            <span>
              I am 18 or older
              <span class="small soft">Enough where you would rather not give your date of birth.</span>
            </span>
          </label>
        )}
        {Boolean(deed.error) && Object.keys(deed.fields).length === 0 && <Failure error={deed.error} />}
        <p>
          <button type="submit" class="button" aria-disabled={deed.busy}>
            {deed.busy ? "Saving…" : "Save"}
          </button>
        </p>
      </form>
      {asked && (
        <Confirm
          title="You are under 18?"
          deed="Yes, save this date"
          done="Saved."
          tone="plain"
          act={() => send(asked)}
          onClose={() => setAsked(null)}
        >
          <p>
            This date says so. You can search, compare and keep a wishlist as before. Measurements, and all that follows
            what you look at, are switched off until you are 18, and measurements that are kept now are deleted.
          </p>
          <p>You can’t change the date afterwards.</p>
        </Confirm>
      )}
    </section>
  );
}
