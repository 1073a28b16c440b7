// Where people reach MediaHub, as the login providers know it: the address that it is started at, or what `PUBLIC_URL` says,
// behind a tunnel for one.

export const publicUrl = (address: string): string => process.env['PUBLIC_URL'] || address;
