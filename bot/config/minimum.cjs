// The oldest Node that Behalf runs on, checked before anything else is loaded. CommonJS without newer syntax, so that an
// old Node reads it and says the sentence below instead of a syntax error.

const MINIMUM_NODE = '24.15';
// Before, two processes could corrupt a database in write-ahead mode ("WAL-reset bug").
const MINIMUM_SQLITE = '3.51.3';

/** EX_CONFIG of sysexits.h: starting again changes nothing. */
const faultyConfiguration = 78;

/** Whether a dotted version is at least another one. */
function isAtLeast(version, minimum) {
  const parts = version.split('.').map(Number);
  const wanted = minimum.split('.').map(Number);
  const differing = wanted.findIndex((part, index) => part !== (parts[index] || 0));
  return differing === -1 || (parts[differing] || 0) > wanted[differing];
}

/** What keeps Behalf from running on these versions (`process.versions`), as a sentence; null when nothing does. */
function refusalOf(versions) {
  // Both are looked at: 25.0 to 25.8 bring an older SQLite than 24.15 does.
  const sqlite = versions.sqlite || '0';
  if (isAtLeast(versions.node, MINIMUM_NODE) && isAtLeast(sqlite, MINIMUM_SQLITE)) return null;
  const needed = `Node ${MINIMUM_NODE} or newer with SQLite ${MINIMUM_SQLITE} or newer`;
  const found = `Node ${versions.node} ${versions.sqlite ? `with SQLite ${sqlite}` : 'without SQLite'}`;
  return `Behalf needs ${needed}; this is ${found}. Install the latest Node 24 from https://nodejs.org.`;
}

const refusal = refusalOf(process.versions);
if (refusal !== null) {
  process.stderr.write(`${refusal}\n`);
  process.exit(faultyConfiguration);
}
