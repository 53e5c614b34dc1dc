/** Charts are drawn on the server, before anybody knows how wide they will be: a bucket is one unit wide, the height
 * is this many, and the browser stretches both. Whatever must not be stretched (words, dots, hatching) is HTML over it. */
export const VIEW_HEIGHT = 1000;
