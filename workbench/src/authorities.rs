//! Authorities of an operator's own, for what the system's do not vouch for.

use std::path::Path;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// The certificates of a PEM file that the configuration names in `field`, each one that can
/// vouch for another.
///
/// # Errors
/// One line with the field and the file: it cannot be read, or holds no certificate.
pub fn read(file: &Path, field: &str) -> Result<Vec<CertificateDer<'static>>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("{field}: {}: {error}", file.display());
    let mut read = Vec::new();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|error| wrong(&error))? {
        let certificate = certificate.map_err(|error| wrong(&error))?;
        let mut trial = RootCertStore::empty();
        trial
            .add(certificate.clone())
            .map_err(|error| wrong(&error))?;
        read.push(certificate);
    }
    if read.is_empty() {
        return Err(wrong(&"holds no certificate in PEM"));
    }
    Ok(read)
}
