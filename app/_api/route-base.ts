/** Below which all addresses of the API are. */
export const BASE = '/api/v1';
