import { me } from "../../account/me.ts";
import { useLoad } from "../../ui/load.ts";
import { Bones, Failure } from "../../ui/parts.tsx";
import { ConsentPanel, Withdrawal } from "./consent.tsx";
import { History } from "./history.tsx";
import { MeasureForm } from "./measure-form.tsx";
import { useUnits } from "./units.ts";

async function ask() {
  const [mine, consents] = await Promise.all([me.metrics(), me.consents()]);
  return { mine, consents };
}

export function Measurements() {
  const { value, error, reload } = useLoad(ask);
  const [units, setUnits] = useUnits();
  const consent = value?.consents.consents.find(({ flag }) => flag === "storeBodyMetrics");
  if (!value || !consent) return error ? <Failure error={error} retry={reload} /> : <Bones rows={5} />;
  const { mine, consents } = value;
  const { metrics } = mine;
  if (!mine.allowed) return <ConsentPanel consent={consent} textVersion={consents.textVersion} onChange={reload} />;
  // A change of what is kept begins the form and the history anew.
  const key = JSON.stringify(metrics);
  return (
    <>
      <MeasureForm key={`form ${key}`} metrics={metrics} units={units} onUnits={setUnits} onSaved={reload} />
      <History key={`history ${key}`} units={units} onGone={reload} />
      <Withdrawal
        consent={consent}
        textVersion={consents.textVersion}
        hasMetrics={metrics !== null}
        onChange={reload}
      />
    </>
  );
}
