/** Were one of these `any` again, the compiler would say here that it had expected an error. */

// @ts-expect-error unknown is no string
export const parsed: string = JSON.parse('1');
// @ts-expect-error unknown is no string
export const replied: string = await new Response('1').json();
// @ts-expect-error unknown is no string
export const asked: string = await (await fetch('https://127.0.0.1')).json();
// @ts-expect-error unknown is no string
export const inside: string | undefined = Object.values(JSON.parse('{}') as object)[0];
