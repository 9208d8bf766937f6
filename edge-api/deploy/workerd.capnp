# Self-hosted edge: plain `workerd serve`, no wrangler. In the folder that holds this file:
#
#   workerd serve workerd.capnp config \
#     --socket-addr http=127.0.0.1:8787 \
#     --directory-path outbox=/var/lib/haochaping/outbox \
#     --directory-path widget=/usr/share/haochaping/widget \
#     --external-addr central=10.0.0.5:5432
#
# with HAOCHAPING_CONFIG and HAOCHAPING_SECRETS in the environment (two JSON
# documents, see demo.config.json and demo.secrets.json beside this file) and
# the Worker built into ../build. One outbox directory has exactly one process.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "edge", worker = .edge ),
    # The Worker calls nobody: what it needs are the bindings below.
    ( name = "nowhere", network = (allow = []) ),
    # SQLite files of the outbox. Losing them loses what the centre does not have yet.
    ( name = "outbox", disk = (writable = true) ),
    # widget/dist: one folder a version.
    ( name = "widget", disk = (writable = false) ),
    # PostgreSQL, or a pooler with TLS beside it: this hop is not encrypted.
    ( name = "central", external = (tcp = ()) ),
  ],
  sockets = [
    # Behind a TLS proxy. HSTS and cookies do not depend on the header: publicUrl decides.
    ( name = "http", http = (), service = "edge" ),
  ],
  logging = ( structuredLogging = true ),
);

const edge :Workerd.Worker = (
  modules = [
    ( name = "entry.js", esModule = embed "../build/entry.js" ),
    ( name = "index.js", esModule = embed "../build/index.js" ),
    ( name = "./index_bg.wasm", wasm = embed "../build/index_bg.wasm" ),
    # How outside systems spell what they send: a list of profile files, see docs/profiles.md.
    ( name = "profiles.json", text = embed "../build/profiles.json" ),
  ],
  compatibilityDate = "2026-08-01",
  bindings = [
    ( name = "OUTBOX", durableObjectNamespace = "Outbox" ),
    # The login stands in HAOCHAPING_SECRETS under `central`; these three are
    # only what workerd insists on.
    ( name = "DB", hyperdrive = (
        designator = "central", database = "haochaping", user = "haochaping",
        password = "haochaping", scheme = "postgresql" ) ),
    ( name = "ASSETS", service = "widget" ),
    ( name = "HAOCHAPING_CONFIG", fromEnvironment = "HAOCHAPING_CONFIG" ),
    ( name = "HAOCHAPING_SECRETS", fromEnvironment = "HAOCHAPING_SECRETS" ),
  ],
  durableObjectNamespaces = [
    # The unique key names the folder of the SQLite files: changing it starts an
    # empty outbox and forgets what waits in the old one.
    ( className = "Outbox", uniqueKey = "haochaping-outbox-v1", enableSql = true, preventEviction = true ),
  ],
  durableObjectStorage = ( localDisk = "outbox" ),
  globalOutbound = "nowhere",
);
