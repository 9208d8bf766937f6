//! Who is measured, and how each is started, killed and asked what it kept.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use xtask::failure::{Failure, OrFail, Result};
use xtask::stack::{Database, Edge, EdgeOptions, Port, Process, Signal, claim, document, merge};
use xtask::tools::Modules;

use super::bundle::Bundle;
use crate::metrics::metric;

/// Who is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Contender {
    /// The edge as it is shipped.
    Ours,
    /// The same job with Hono, jose, zod and a Durable Object.
    Typescript,
    /// A handler that does nothing.
    Empty,
}

impl Contender {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ours, Self::Typescript, Self::Empty];

    /// As tables name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Typescript => "TypeScript",
            Self::Empty => "empty handler",
        }
    }

    /// What it does less than ours.
    #[must_use]
    pub const fn leaves_out(self) -> &'static str {
        match self {
            Self::Ours => "",
            Self::Typescript => {
                "rate limits, metrics, service events, sealed identities, form posts, other \
                 languages than Chinese, forwarding to the centre and its alarm; the hosted page \
                 is a bare form"
            }
            Self::Empty => "everything: no route, no body, no storage",
        }
    }

    /// Whether it keeps what it is sent.
    #[must_use]
    pub const fn keeps(self) -> bool {
        !matches!(self, Self::Empty)
    }

    /// The status of a good answer to a GET.
    #[must_use]
    pub const fn read_status(self) -> u16 {
        if self.keeps() { 200 } else { 202 }
    }
}

/// Nothing listens there: the centre is away.
const NOWHERE: &str = "postgres://nobody:nobody@127.0.0.1:1/nowhere";
const READY: Duration = Duration::from_secs(60);

/// A contender that runs.
pub struct Running {
    /// Who.
    pub contender: Contender,
    server: Server,
    folder: PathBuf,
}

enum Server {
    Ours(Box<Edge>),
    Peer(Box<Peer>),
}

struct Peer {
    workerd: PathBuf,
    config: PathBuf,
    data: PathBuf,
    log: PathBuf,
    port: u16,
    documents: [(&'static str, String); 2],
    process: Option<Process>,
}

/// The demo's documents without what would slow a load from one hall: all contenders get the same.
/// With a centre, one that comes back is noticed within a second.
fn documents(port: u16, with_centre: bool) -> Result<(Value, Value)> {
    let mut config = document("demo.config.json", port, 8_788)?;
    let endless = json!({ "burst": 1_000_000, "perMinute": 10_000_000 });
    merge(
        &mut config,
        &json!({ "limits": { "ticket": endless, "hall": endless } }),
    );
    if with_centre {
        merge(&mut config, &json!({ "outbox": { "backoffCapMs": 1_000 } }));
    }
    Ok((config, document("demo.secrets.json", port, 8_788)?))
}

impl Running {
    /// Starts it with its data in `folder`, which is kept if it is there. Ours forwards to
    /// `centre`; without one, to nowhere.
    ///
    /// # Errors
    /// It does not get ready.
    pub fn start(
        contender: Contender,
        modules: &Modules,
        bundle: &Bundle,
        folder: &Path,
        centre: Option<Database>,
    ) -> Result<Self> {
        let port = claim(Port::Free, contender.name(), "no option")?;
        let (config, secrets) = documents(port, centre.is_some())?;
        let (data, log) = (folder.join("outbox"), folder.join("server.log"));
        let server = if contender == Contender::Ours {
            let options = EdgeOptions {
                port: Port::Fixed(port),
                data,
                log,
                config,
                secrets,
                database: centre.map_or_else(|| Database::parse(NOWHERE), Ok)?,
            };
            Server::Ours(Box::new(Edge::start(modules, options)?))
        } else {
            let mut peer = Peer {
                workerd: modules.workerd(),
                config: bundle.config(contender),
                data,
                log,
                port,
                documents: [
                    ("HAOCHAPING_CONFIG", config.to_string()),
                    ("HAOCHAPING_SECRETS", secrets.to_string()),
                ],
                process: None,
            };
            peer.run(contender)?;
            Server::Peer(Box::new(peer))
        };
        Ok(Self {
            contender,
            server,
            folder: folder.to_path_buf(),
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        let port = match &self.server {
            Server::Ours(edge) => {
                let url = edge.url();
                url.rsplit(':').next().and_then(|port| port.parse().ok())
            }
            Server::Peer(peer) => Some(peer.port),
        };
        (Ipv4Addr::LOCALHOST, port.unwrap_or_default()).into()
    }

    /// Its process.
    ///
    /// # Errors
    /// It does not run.
    pub fn process(&self) -> Result<u32> {
        match &self.server {
            Server::Ours(edge) => edge.id(),
            Server::Peer(peer) => peer.process.as_ref().map(Process::id),
        }
        .or_fail("the server under load does not run", "See its log")
    }

    /// SIGKILL, as a power cut would.
    pub fn kill(&mut self) {
        match &mut self.server {
            Server::Ours(edge) => edge.kill9(),
            Server::Peer(peer) => peer.process = None,
        }
    }

    /// Stops it and removes what it kept, log included, since all went well.
    pub fn discard(mut self) {
        self.kill();
        // Left-overs lie under target/ and harm nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }

    /// Starts it again on what it kept.
    ///
    /// # Errors
    /// It does not get ready.
    pub fn again(&mut self) -> Result<()> {
        match &mut self.server {
            Server::Ours(edge) => edge.run(),
            Server::Peer(peer) => peer.run(self.contender),
        }
    }

    /// How many evaluations it holds, wherever they stand.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn stored(&self) -> Result<u64> {
        if self.contender == Contender::Ours {
            let mut sum = 0;
            for standing in ["pending", "forwarded", "set_aside", "duplicate"] {
                sum += self.rows(standing).await;
            }
            return Ok(sum);
        }
        let answer = reqwest::Client::new()
            .get(format!("http://{}/count", self.address()))
            .bearer_auth("demo-metrics-key-known-to-everybody-0001")
            .send()
            .await
            .or_fail("the peer does not count", "See its log")?;
        let count = answer.json().await;
        count.or_fail("the peer does not count", "See its log")
    }

    /// How many evaluations of ours wait for the centre.
    pub async fn waiting(&self) -> u64 {
        self.rows("pending").await
    }

    async fn rows(&self, standing: &str) -> u64 {
        let name = format!("haochaping_outbox_{standing}_rows");
        let url = format!("http://{}", self.address());
        metric(&reqwest::Client::new(), &url, &name).await
    }

    /// Puts a copy of the outbox as it is on disk into `folder`. Stop it first.
    ///
    /// # Errors
    /// A file cannot be copied.
    pub fn copy_outbox(&self, folder: &Path) -> Result<()> {
        copy(&self.folder.join("outbox"), &folder.join("outbox"))
            .or_fail("cannot copy the outbox", "Check the disk's free space")
    }

    /// Kills it, starts it again and holds what it then has on disk against what it acknowledged.
    ///
    /// # Errors
    /// They differ: the round is void.
    pub async fn verify(&mut self, acknowledged: u64) -> Result<()> {
        self.kill();
        self.again()?;
        let stored = self.stored().await?;
        if stored == acknowledged {
            return Ok(());
        }
        Err(Failure::new(
            format!(
                "{} acknowledged {acknowledged} evaluations and has {stored}",
                self.contender.name()
            ),
            "The round is void: see its log",
        ))
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Peer {
    fn run(&mut self, contender: Contender) -> Result<()> {
        fs::create_dir_all(&self.data)
            .or_fail("cannot make the peer's folder", "Check its space")?;
        let mut workerd = Command::new(&self.workerd);
        workerd
            .arg("serve")
            .arg(&self.config)
            .arg("config")
            .arg(format!("--socket-addr=http=127.0.0.1:{}", self.port));
        if contender.keeps() {
            let folder = format!("--directory-path=outbox={}", self.data.display());
            workerd.arg(folder).envs(self.documents.clone());
        }
        let mut process = Process::start("a contender", workerd, &self.log, Signal::SIGKILL)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        process.wait_until(READY, || std::net::TcpStream::connect(address).is_ok())?;
        self.process = Some(process);
        Ok(())
    }
}
