import { Command } from "commander";

const program = new Command("ops")
  .description("What an operator does to a stage of Stylegence.")
  .option("--stage <name>", "stage to work on", "local")
  .option("--json", "print JSON instead of a table");

await program.parseAsync();
