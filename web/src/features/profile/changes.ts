import type { Profile, ProfileInput } from "@stylegence/contracts/shopper";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { me } from "../../account/me.ts";
import { announce } from "../../ui/announce.ts";
import { fieldErrors, sentence } from "../../ui/failure.ts";
import { Saver } from "../../ui/saver.ts";
import { patched } from "./profile.ts";

export interface Changes {
  /** Shows a change at once and saves it; what the API refuses goes back. */
  save: (change: ProfileInput) => void;
  /** What was wrong with the last change, by field. */
  fields: Record<string, string>;
}

export function useChanges(profile: Profile, show: (profile: Profile) => void): Changes {
  const [fields, setFields] = useState<Record<string, string>>({});
  /** As the API has it. */
  const kept = useRef(profile);
  const shown = useRef(profile);
  shown.current = profile;
  const saver = useMemo(
    () =>
      new Saver<ProfileInput, Profile>(
        async (change) => {
          kept.current = await me.patchProfile(change);
          return kept.current;
        },
        (_, error) => {
          show(kept.current);
          const wrong = fieldErrors(error);
          setFields(wrong);
          if (error === null) announce("Saved.");
          else if (Object.keys(wrong).length === 0) announce(sentence(error), "bad");
        },
      ),
    [],
  );
  // What another part of the page has saved counts as kept.
  useEffect(() => {
    if (!saver.isBusy) kept.current = profile;
  }, [profile, saver]);

  function save(change: ProfileInput): void {
    show(patched(shown.current, change));
    void saver.save(change);
  }
  return { save, fields };
}
