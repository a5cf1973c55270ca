import type { Family } from "@stylegence/contracts/family";
import { me } from "../../account/me.ts";
import { NameDialog } from "./name-dialog.tsx";

interface Props {
  onMade: (family: Family) => void;
  onClose: () => void;
}

export function NewGroup({ onMade, onClose }: Props) {
  return (
    <NameDialog
      title="New group"
      deed="Make the group"
      save={async (name) => onMade(await me.createFamily({ name }))}
      onClose={onClose}
    />
  );
}
