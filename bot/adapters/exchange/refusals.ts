/**
 * What Exchange's refusals mean. Few are final; those are named here, and whatever is not is tried again. Wordings are
 * Exchange's English ones. Names and ids in quotation marks are taken out before a wording is looked at: anybody may be
 * called "try again later". Pure.
 */

/** Text beyond this is not looked at: longer than any error that says something. */
const longestText = 4000;
const quotedPart = /(?<![\p{L}\p{N}])(?:'(.+?)'|"(.+?)"|“(.+?)”|‘(.+?)’)(?![\p{L}\p{N}])/gu;

/** The text without what stands in quotation marks. */
export const unquoted = (text: string): string => text.slice(0, longestText).replace(quotedPart, '…');

/**
 * The text before the first quotation mark and after the last. A name may hold marks of its own, so what stands between
 * two names is nobody's word for certain.
 */
export const outsideQuotes = (text: string): string => text.replace(allQuoted, '…');
const allQuoted = /(?<![\p{L}\p{N}])['"“‘].*['"”’](?![\p{L}\p{N}])/su;

/** What stands in quotation marks, in order. */
export const quotedIn = (text: string): readonly string[] =>
  [...text.slice(0, longestText).matchAll(quotedPart)].flatMap((match) => match.slice(1).find(Boolean) ?? []);

/** Refusals that stay the same however often a change is tried. */
const finalWordings = {
  /** The app lacks a role, or the object lies outside its scope (Microsoft Learn, "Understanding management role scopes"). */
  forbidden:
    /is not allowed to call|role definition of the current user|CmdletAccessDenied|CommandNotFoundException|not recognized as (the|a) name of a cmdlet|\bwrite scopes?\b|ADScopeException/i,
  /** Guests and objects without an account (Microsoft Learn, "Add-RecipientPermission", "Set-UnifiedGroup"). */
  notEligible: /(can['’]t|can only) grant SendOnBehalfTo|(isn['’]t|is not) a (valid )?security principal/i,
  /** PowerShell takes no such call: Exchange's cmdlets have changed, or we have erred. */
  invalidCall: /ParameterBinding\w*Exception|ArgumentTransformation|PSInvalidOperationException/i,
} as const;

const missing = /ManagementObjectNotFound|could(n['’]t| not) (be found|find)/i;
const several = /ManagementObjectAmbiguous|matches multiple entries/i;

export type FinalWording = keyof typeof finalWordings;

/** Is the refusal, `type` and text, of this final kind? */
export const isFinal = (kind: FinalWording, said: string): boolean => finalWordings[kind].test(unquoted(said));
export const saysNotFound = (said: string): boolean => missing.test(unquoted(said));
export const saysSeveral = (said: string): boolean => several.test(unquoted(said));

/** Limits, as Exchange words them beside the status 429. */
const overLimit =
  /maximum number of (concurrent|connections)|OverBudgetException|ThrottlingException|TooManyConnections|too many (concurrent )?(requests|connections)|(request|operation) (was|is|has been) throttled/i;

/**
 * Exceptions that pass by themselves, as parts of their names. The first five are what Microsoft's own
 * ExchangeOnlineManagement module retries; the rest are directory, store, lock, time-out and transport errors that
 * public clients retry. `Mapi…` and exceptions of another server stand inside the text of a proxied cmdlet's error.
 */
const passingExceptions = [
  /DCOverloaded|SuitabilityDirectory|ServerInMM|ADServerSettingsChanged|StorageTransient/i,
  /Transient(?!.*Permanent)/i,
  /NoSuitableServer|TopologyEndpointNotFound|ADUnavailable|LdapException/i,
  /Time(d)?Out|TooBusy|ServerBusy|Unavailable|InTransit|Offline|NetworkError|ConnectionFailed|LockConflict|Deadlock/i,
  /RpcException|CommunicationException|EndpointNotFound|SocketException|^System\.Net\.|^System\.IO\.|^System\.ServiceModel\./i,
];
const exceptionName = /[\w.]*(?:Exception|Mapi)\w*/g;

/** What errors say of themselves when they pass. "Not retriable" with replication behind it passes as well. */
const passingWordings = [
  /(error|operation) is retr[iy]able/i,
  /(try|retry)( (it|this|the operation|your request))? (again )?(later|in a (few|while))|please (wait|retry)|please try again|minutes and try again/i,
  /\btime[ds]?[- ]?out\b|\b(too |is )busy\b|overloaded|temporar(y|ily)|(currently|momentarily) unavailable|not available( for use)? at (the|this) moment|service is unavailable|server is unavailable|server unavailable/i,
  /replication latency|not (yet|been) (been )?(replicated|synchroni[sz]ed|provisioned)|being (replicated|synchroni[sz]ed|provisioned|moved|migrated)|in transit/i,
  /\blocked by\b|lock (conflict|time)|deadlock|another (operation|process|request)|(operation|update|synchroni[sz]ation)\b.{0,40}\bin progress|change in the current set of domain controllers/i,
  /connection was (closed|reset|aborted)|connection was (forcibly|unexpectedly)|RPC server|transport connection|socket connection/i,
];

/** Does the cmdlet's error, `id|type|text` or plain text, say of itself that it passes? `throttled`: we are too fast. */
export function passes(said: string): 'throttled' | 'busy' | null {
  const text = unquoted(said);
  if (overLimit.test(text)) return 'throttled';
  const names = text.match(exceptionName) ?? [];
  if (names.some((name) => passingExceptions.some((each) => each.test(name)))) return 'busy';
  const named = Object.values(finalWordings).some((each) => each.test(text)) || missing.test(text);
  return !named && passingWordings.some((each) => each.test(text)) ? 'busy' : null;
}

/** The exception's own name, for the log: `ADTransientException`. */
export const shortName = (type: string): string => /\w+$/.exec(type)?.[0] ?? 'unnamed';
