// The fault plans worth seeing, by id. The server says them in English; the other catalogues translate them.
export const presets: Readonly<Record<string, readonly [title: string, watch: string]>> = {};
