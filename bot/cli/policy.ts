import { runPolicy } from './policy/run.ts';

/** `npm run -s policy -- check | explain | diff | schema`. */
process.exitCode = runPolicy(process.argv.slice(2), {
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  file: process.env.POLICY_FILE,
});
