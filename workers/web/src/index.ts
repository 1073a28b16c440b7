// What is no file of the UI comes here, and is not found: which page an address means is the gateway's to say.
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler;
