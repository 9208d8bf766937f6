# The same runtime, storage and dates as edge-api/deploy/workerd.capnp; `index.js` is bundled beside
# this file by `cargo xtask bench edge`.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "edge", worker = .edge ),
    ( name = "nowhere", network = (allow = []) ),
    ( name = "outbox", disk = (writable = true) ),
  ],
  sockets = [ ( name = "http", http = (), service = "edge" ) ],
  logging = ( structuredLogging = true ),
);

const edge :Workerd.Worker = (
  modules = [ ( name = "index.js", esModule = embed "index.js" ) ],
  compatibilityDate = "2026-08-01",
  bindings = [
    ( name = "OUTBOX", durableObjectNamespace = "Outbox" ),
    ( name = "HAOCHAPING_CONFIG", fromEnvironment = "HAOCHAPING_CONFIG" ),
    ( name = "HAOCHAPING_SECRETS", fromEnvironment = "HAOCHAPING_SECRETS" ),
  ],
  durableObjectNamespaces = [
    ( className = "Outbox", uniqueKey = "bench-outbox", enableSql = true, preventEviction = true ),
  ],
  durableObjectStorage = ( localDisk = "outbox" ),
  globalOutbound = "nowhere",
);
