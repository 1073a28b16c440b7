// Stands for the modules of Node that the decoders' loaders name in a branch which no Worker takes (see wrangler.toml).
export default {};
