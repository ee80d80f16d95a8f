/** `idgate doctor`, with the very flags of `serve`. */
import type { Command } from "commander";
import type { Program } from "../context.ts";
import { jsonOption } from "../options.ts";

export function addDoctor(command: Command, program: Program, exit: (code: number) => void): void {
  const doctor = command
    .command("doctor")
    .description("look at what serve with these flags would meet, and say what to do; changes nothing");
  const serve = command.commands.find((one) => one.name() === "serve");
  for (const option of serve?.options ?? []) doctor.addOption(option);
  doctor
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nRun it as the user that the server runs as. Exit code 1 where there is a problem; warnings are none.\nWhat goes out: an unsigned request to each service, and sts:GetCallerIdentity. docs/doctor.md has every check.",
    )
    .action(async (flags) => {
      const { doctorCommand } = await import("./run.ts");
      exit(await doctorCommand(program, flags));
    });
}
