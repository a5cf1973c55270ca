import { useEffect, useState } from "preact/hooks";
import { lazily } from "../../ui/lazily.tsx";
import { groupIn } from "./hash.ts";

const Group = lazily(() => import("./group.tsx").then((views) => views.Group), 3);
const Overview = lazily(() => import("./overview.tsx").then((views) => views.Overview), 3);

/** The overview, or the group that the address names behind `#`. */
export function FamilyPage({ userId }: { userId: string }) {
  const [familyId, setFamilyId] = useState(() => groupIn(location.hash));
  const [isMoved, setMoved] = useState(false);
  useEffect(() => {
    const follow = () => {
      setMoved(true);
      setFamilyId(groupIn(location.hash));
      scrollTo({ top: 0 });
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  if (familyId) return <Group key={familyId} familyId={familyId} userId={userId} isMoved={isMoved} />;
  return <Overview isMoved={isMoved} />;
}
