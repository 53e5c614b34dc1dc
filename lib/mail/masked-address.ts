/**
 * Recipient addresses are personal data: what is kept of them in clear is the domain, and the first letter of the
 * local part so that a person who knows the address recognises it.
 */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return maskLocalPart(address);
  return `${maskLocalPart(address.slice(0, at))}${address.slice(at).toLowerCase()}`;
}

const maskLocalPart = (localPart: string) => (localPart.length > 1 ? `${localPart[0]}***` : '***');

/** One run of address characters on each side of the sign: linear, since neither side can match an `@`. */
const ADDRESS = /[^\s<>()[\]{},;:"'=@]{1,256}@[\w.-]+/g;

/** Masks every address in text that a stranger's server wrote, e.g. `<j.doe@example.com>: User unknown`. */
export function redactAddresses(text: string): string {
  return text.includes('@') ? text.replace(ADDRESS, maskAddress) : text;
}
