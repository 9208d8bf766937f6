# The limit: no router, no body, no storage.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [ ( name = "empty", worker = .empty ) ],
  sockets = [ ( name = "http", http = (), service = "empty" ) ],
);

const empty :Workerd.Worker = (
  modules = [ ( name = "index.js", esModule = embed "index.js" ) ],
  compatibilityDate = "2026-08-01",
);
