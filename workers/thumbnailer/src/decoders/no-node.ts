// Replaces the modules of Node that the decoders' loaders import in a branch which no Worker takes (see wrangler.toml).
export default {};
