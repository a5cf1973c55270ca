import type { Profile as Shown } from "@stylegence/contracts/shopper";
import { me } from "../../account/me.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { About } from "./about.tsx";
import { CalendarPanel } from "./calendar.tsx";
import { useChanges } from "./changes.ts";
import { useBrands, useCategories } from "./choices.ts";
import { Display } from "./display.tsx";
import { Sizes } from "./sizes.tsx";
import { Taste } from "./taste.tsx";
import { Who } from "./who.tsx";

export function Profile() {
  const { value, error, reload, set } = useLoad(me.profile);
  if (!value) return error ? <Failure error={error} retry={reload} /> : <Bones rows={5} />;
  return <Panels profile={value} onChange={(profile) => set(() => profile)} />;
}

function Panels({ profile, onChange }: { profile: Shown; onChange: (profile: Shown) => void }) {
  const changes = useChanges(profile, onChange);
  const brands = useBrands();
  const categories = useCategories();
  return (
    <>
      <Who />
      <About profile={profile} onChange={onChange} />
      <Taste profile={profile} changes={changes} brands={brands} />
      <Display profile={profile} changes={changes} />
      <Sizes profile={profile} changes={changes} brands={brands} categories={categories} />
      <CalendarPanel />
    </>
  );
}
