/** What can go wrong outside of us. The code is for code and logs; what a person reads is written in present/. */
export const faultCodes = [
  'directory-unavailable',
  'directory-throttled',
  'directory-forbidden',
  /** The directory does not take our question: to ask the same again is of no use. */
  'directory-refused',
  'exchange-unavailable',
  'exchange-throttled',
  'exchange-forbidden',
  'exchange-odd-reply',
  'store-unavailable',
  /** Something that is stored cannot be read: nothing may be decided on it. */
  'store-unreadable',
  'token-unavailable',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** A fault: not a refusal. `retryAt` is set when the other side said when to come back. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly retryAt: Date | null;

  constructor(code: FaultCode, message: string, options: { cause?: unknown; retryAt?: Date | null } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAt = options.retryAt ?? null;
  }
}
