// The limits of an upload, in one place: the Workers enforce them, and GET /api/v1/limits publishes them, so that the page
// and every other client take them from the server.
const MIB = 1024 * 1024;

/** One request carries at most so many bytes of a file, as a form or as the body itself; a larger file goes in parts. */
export const REQUEST_MAX_BYTES = 50 * MIB;

/** What a form may hold besides its file: boundary lines, part headers, an epilogue. */
export const FORM_FRAME_BYTES = 64 * 1024;
