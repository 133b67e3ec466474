/** Fields that may be logged: ids and codes, never a secret, never what a person wrote. */
export interface LogFields {
  readonly correlation?: string;
  readonly request?: string;
  readonly person?: string;
  readonly group?: string;
  readonly code?: string;
  readonly status?: number;
  readonly attempt?: number;
  readonly kind?: string;
  readonly ms?: number;
  readonly count?: number;
  readonly port?: number;
  readonly clientRequestId?: string;
  readonly error?: unknown;
}

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
