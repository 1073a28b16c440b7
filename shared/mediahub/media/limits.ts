// The limits of an upload, in one place: the Workers enforce them, and GET /api/v1/limits publishes them, so that the page
// and every other client take them from the server.
const MIB = 1024 * 1024;

/** One request carries at most so many bytes of a file, as a form or as the body itself; a larger file goes in parts. */
export const REQUEST_MAX_BYTES = 50 * MIB;

/** What a form may hold besides its file: boundary lines, part headers, an epilogue. */
export const FORM_FRAME_BYTES = 64 * 1024;

/** The largest file, in parts. */
export const FILE_MAX_BYTES = 2_000_000_000;

/** All parts have this size, but the last. */
export const PART_BYTES = 8 * MIB;

/**
 * Up to here a file is known by the SHA-256 of its bytes; above, by the SHA-256 of the SHA-256 of its parts, one after the
 * other: comparing does not read two gigabytes again.
 */
export const WHOLE_HASH_MAX_BYTES = 200_000_000;

/** An upload in parts is aborted after this long without a part. */
export const UPLOAD_TTL_SECONDS = 24 * 60 * 60;

/** What GET /api/v1/limits answers. */
export const LIMITS = {
  request_max_bytes: REQUEST_MAX_BYTES,
  file_max_bytes: FILE_MAX_BYTES,
  part_bytes: PART_BYTES,
  whole_hash_max_bytes: WHOLE_HASH_MAX_BYTES,
  upload_ttl_seconds: UPLOAD_TTL_SECONDS,
} as const;
export type Limits = Record<keyof typeof LIMITS, number>;
