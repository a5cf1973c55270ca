import { me } from "../../account/me.ts";
import { formatDayWithYear } from "../../format/time.ts";
import { useLoad } from "../../ui/load.ts";
import { Failure } from "../../ui/parts.tsx";
import { Avatar } from "../../ui/person.tsx";
import { dayInIndia } from "./profile.ts";

/** Who is signed in, as the sign-in tells. */
export function Who() {
  const { value, error, reload } = useLoad(me.who);
  return (
    <section class="panel who" aria-label="Your account" aria-busy={value || error ? undefined : true}>
      {Boolean(error) && <Failure error={error} retry={reload} />}
      {!error && <Avatar name={value?.name ?? value?.email ?? ""} imageUrl={value?.imageUrl ?? null} />}
      {!error && (
        <div class="who-text">
          <p class="who-name">{value ? (value.name ?? "No name yet") : "…"}</p>
          <p class="soft">{value ? (value.email ?? "E-mail address not verified yet") : "…"}</p>
          {value && <p class="small soft">Here since {formatDayWithYear(dayInIndia(new Date(value.memberSince)))}</p>}
        </div>
      )}
      <a class="button quiet" href="/account?return=%2Fprofile">
        Change name, e-mail or password
      </a>
    </section>
  );
}
