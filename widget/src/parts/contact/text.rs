//! Words of the contact.

/// Words of the contact.
pub struct Text {
    /// The state, while the switch is off.
    pub anonymous: &'static str,
    /// Label of the switch.
    pub switch: &'static str,
    /// Label of the name.
    pub name: &'static str,
    /// Label of the telephone number.
    pub phone: &'static str,
    /// Consent that a contact needs.
    pub consent_contact: &'static str,
    /// Consent that is free.
    pub consent_publish: &'static str,
}

/// Chinese.
pub const ZH: Text = Text {
    anonymous: "匿名评价",
    switch: "我愿意留下联系方式，便于回访",
    name: "姓名",
    phone: "联系电话",
    consent_contact: "同意仅用于核实和回访（必选）",
    consent_publish: "同意公开评价内容（不含个人信息）（选填）",
};

/// English.
pub const EN: Text = Text {
    anonymous: "You are rating anonymously",
    switch: "Leave my name and number so that you can call me back",
    name: "Name",
    phone: "Telephone number",
    consent_contact: "Use them only to check this and call me back (required)",
    consent_publish: "My rating may be published, without my name or number (optional)",
};
