import { expect, headerOf, hmac, isSame, keyOf, type Verify } from './verification';

/** HMAC-SHA256 over the raw body, hexadecimal in a header: no time is signed, so a replay is told by its events. */
export const verifyBodySignature =
  (header: string): Verify =>
  (request, pinned) => {
    const signature = Buffer.from(headerOf(request, header), 'hex');
    expect(isSame(hmac('sha256', keyOf(pinned), request.body), signature));
    return { deliveryId: null, sentAt: null };
  };
