/** What comes from outside is unknown until a schema has looked at it; the libraries' own types say `any`. */
interface JSON {
  parse(text: string, reviver?: (this: unknown, key: string, value: unknown) => unknown): unknown;
}
interface Body {
  json(): Promise<unknown>;
}
interface Response {
  json(): Promise<unknown>;
}
interface Request {
  json(): Promise<unknown>;
}
