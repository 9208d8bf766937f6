//! The script that tells an app, mini-program or frame around a page where it stands; only
//! where the address asks for it, with `?bridge=` and the name of a host.

use contract::api::form::FormState;
use contract::bridge::Host;

use super::html::Text;
use crate::assets::VERSION;
use crate::config::Hall;

/// What the script is given.
pub(super) struct Bridge<'a> {
    /// `integrity` of the script.
    pub integrity: &'a str,
    /// Who was asked for.
    pub host: Host,
    /// Where the form stands.
    pub state: FormState,
    /// Whose app and whose frames are spoken to.
    pub hall: &'a Hall,
}

impl Bridge<'_> {
    /// The script's tag. An open form says itself that it is there.
    pub(super) fn script(&self) -> String {
        let state = match self.state {
            FormState::Open => "",
            FormState::AlreadyEvaluated => "already_evaluated",
            FormState::Expired => "expired",
        };
        format!(
            "<script src=\"/widget/{VERSION}/bridge.js\" integrity=\"{}\" \
             crossorigin=\"anonymous\" data-host=\"{}\" data-origins=\"{}\" \
             data-schemes=\"{}\" data-state=\"{state}\" defer></script>\n",
            Text(self.integrity),
            self.host.name(),
            Text(&list(&self.hall.frame_ancestors)),
            Text(&list(&self.hall.app_schemes)),
        )
    }
}

fn list(entries: &[impl ToString]) -> String {
    let texts: Vec<String> = entries.iter().map(ToString::to_string).collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use contract::api::form::FormState;
    use contract::bridge::Host;

    use super::Bridge;
    use crate::config::Config;

    #[test]
    fn the_script_knows_the_halls_frames_and_schemes_and_nothing_of_a_person() {
        let config = Config::parse(
            include_str!("../../deploy/demo.config.json"),
            include_str!("../../deploy/demo.secrets.json"),
        )
        .unwrap();
        let script = Bridge {
            integrity: "sha384-x",
            host: Host::parse("ios").unwrap(),
            state: FormState::Expired,
            hall: config.hall("yuzhong-zwfw").unwrap(),
        }
        .script();
        for part in [
            "/bridge.js\" integrity=\"sha384-x\"",
            "data-host=\"ios\" data-origins=\"http://127.0.0.1:8788 http://localhost:8788\"",
            "data-schemes=\"yuzhongapp\" data-state=\"expired\" defer>",
        ] {
            assert!(script.contains(part), "{script}");
        }
    }
}
