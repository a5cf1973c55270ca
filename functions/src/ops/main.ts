import { operate } from "./program.ts";

process.exitCode = await operate(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
