//! TLS to the centre: its certificate and its name are always checked.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::authorities;

/// Trusts the authorities in the PEM file `authorities`, or those of this system.
///
/// # Errors
/// There is none, or the file cannot be read.
pub(super) fn connect(authorities: Option<&Path>) -> Result<MakeRustlsConnect, String> {
    let roots = match authorities {
        Some(file) => of_file(file)?,
        None => of_system()?,
    };
    // Named, since another library may have compiled in a second one.
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("TLS: {error}"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(file: &Path) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    // Each has been tried, so none is left out.
    roots.add_parsable_certificates(authorities::read(file, "databaseCa")?);
    Ok(roots)
}

fn of_system() -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    // Systems keep some that nothing can read; the others are enough.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err("databaseCa: this system trusts no authority; name a file".to_owned());
    }
    Ok(roots)
}
