// rsocket-js works on Node's Buffer; in a page the npm package of that name stands in for it.
export { Buffer } from "buffer";
