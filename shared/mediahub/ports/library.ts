// What the gateway asks of the library: how much a user keeps.

export interface Usage {
  files: number;
  bytes: number;
}

export interface LibraryPort {
  /** As of the read model's checkpoint. */
  usage(userId: string): Promise<Usage>;
}
