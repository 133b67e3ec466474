/** A request that Graph refuses: HTTP status, Graph's code, and a sentence. */
export class GraphFault extends Error {
  override readonly name = 'GraphFault';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function noSuch(id: string): GraphFault {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphFault(404, 'Request_ResourceNotFound', message);
}

export function unsupported(message: string): GraphFault {
  return new GraphFault(400, 'Request_UnsupportedQuery', message);
}
