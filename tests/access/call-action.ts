import { type Answer, ask, fromOurPage } from './dashboard';
import { actionsOfBuild } from './routes';

const BOUNDARY = 'form-of-a-test';

/** Calls an action that takes what it said before and a form, as React's client does: the arguments are the field `0`,
 * in which `$K1` stands for the form, and the form's own fields begin with `_1_`. */
export function sendForm(
  url: string,
  name: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const action = actionsOfBuild().find((one) => one.name === name);
  if (!action) throw new Error(`the build has no action ${name}`);
  const fields = [...Object.entries(form).map(([key, value]) => [`_1_${key}`, value]), ['0', '[null,"$K1"]']];
  const parts = fields.map(
    ([key, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  return ask(`${url}${action.path}`, {
    method: 'POST',
    headers: {
      ...fromOurPage(url),
      'next-action': action.id,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      ...headers,
    },
    body: `${parts.join('')}--${BOUNDARY}--\r\n`,
  });
}

/** `name=value` of the cookie that an answer sets, and its attributes. */
export function cookieIn({ headers }: Answer): { pair: string; attributes: string } | null {
  const [cookie] = headers['set-cookie'] ?? [];
  if (!cookie) return null;
  const [pair = '', ...attributes] = cookie.split('; ');
  return { pair, attributes: attributes.join('; ') };
}
