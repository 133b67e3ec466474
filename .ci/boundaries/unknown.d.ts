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
interface ObjectConstructor {
  entries<T>(of: { readonly [key: string]: T } | ArrayLike<T>): [string, T][];
  entries(of: object): [string, unknown][];
  values<T>(of: { readonly [key: string]: T } | ArrayLike<T>): T[];
  values(of: object): unknown[];
}
