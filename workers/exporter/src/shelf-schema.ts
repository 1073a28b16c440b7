// The tables of ExportShelf, as scripts that each object runs once.
export const SHELF_SCHEMA = ['CREATE TABLE exports (id TEXT PRIMARY KEY, expires_at INTEGER)'];
