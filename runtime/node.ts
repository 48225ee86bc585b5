/** Prong for Node: all of `prong`, and the files, streams and cache of the host. */
export * from "./index.ts";
export { cacheDirectory, DiskCache } from "./node/disk-cache.ts";
export { NodeHostFiles } from "./node/host-files.ts";
export { NodeStreams, OutputClosed, readInput } from "./node/streams.ts";
