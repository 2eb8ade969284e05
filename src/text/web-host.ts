/** Host of a web address in lower case, or undefined. A whole URL parser for each of many documents would cost more. */
export const webHost = (url: unknown): string | undefined =>
  typeof url === 'string'
    ? /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1]?.toLowerCase()
    : undefined;
