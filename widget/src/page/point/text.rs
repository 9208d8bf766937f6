//! Words of the pages behind a scanned code.

use super::{Fault, Notice};
use contract::lang::Lang;

/// Words of a language.
pub struct Words {
    /// Heading of the question.
    pub heading: &'static str,
    /// Before the name of the agency.
    pub agency: &'static str,
    /// Before the name of the hall.
    pub hall: &'static str,
    /// Before the alias of who serves.
    pub staff: &'static str,
    /// The question, where there are several items.
    pub question: &'static str,
    /// Before the only item.
    pub only: &'static str,
    /// Label of a case number.
    pub case_no: &'static str,
    /// Where that stands.
    pub case_no_hint: &'static str,
    /// Label of a number in the queue.
    pub queue_no: &'static str,
    /// Where that stands.
    pub queue_no_hint: &'static str,
    /// That no personal data is asked for.
    pub no_names: &'static str,
    /// The button.
    pub next: &'static str,
    /// Heading of what is wrong.
    pub errors: &'static str,
    /// [`Fault::Item`]
    pub item_fault: &'static str,
    /// [`Fault::Number`]
    pub number_fault: &'static str,
    /// [`Fault::PersonalNumber`]
    pub personal_fault: &'static str,
    /// [`Notice::Closed`]: what is, and what to do.
    pub closed: (&'static str, &'static str),
    /// [`Notice::Renewed`]
    pub renewed: (&'static str, &'static str),
    /// [`Notice::Unknown`]
    pub unknown: (&'static str, &'static str),
    /// [`Notice::TooOften`]
    pub too_often: (&'static str, &'static str),
    /// The link that tries again.
    pub again: &'static str,
}

impl Words {
    /// What is wrong.
    pub const fn fault(&self, fault: Fault) -> &'static str {
        match fault {
            Fault::Item => self.item_fault,
            Fault::Number => self.number_fault,
            Fault::PersonalNumber => self.personal_fault,
        }
    }

    /// What is, and what to do.
    pub const fn notice(&self, notice: Notice) -> (&'static str, &'static str) {
        match notice {
            Notice::Closed => self.closed,
            Notice::Renewed => self.renewed,
            Notice::Unknown => self.unknown,
            Notice::TooOften => self.too_often,
        }
    }
}

/// The words of a language.
pub const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: Words = Words {
    heading: "评价窗口服务",
    agency: "部门",
    hall: "大厅",
    staff: "工作人员",
    question: "您刚才办理的是哪个事项？",
    only: "您刚才办理的事项",
    case_no: "办件编号（选填）",
    case_no_hint: "见受理回执；没有可以不填。",
    queue_no: "排队号（选填）",
    queue_no_hint: "见取号小票；没有可以不填。",
    no_names: "不需要填写姓名、手机号或身份证号。",
    next: "下一步",
    errors: "请更正后继续",
    item_fault: "请选择您办理的事项",
    number_fault: "编号只能有字母、数字和 - _ . / #，最多50个",
    personal_fault: "请不要填写手机号、身份证号等个人号码",
    closed: (
        "这个评价码已停用",
        "请扫描窗口现有的评价码，或询问大厅工作人员。",
    ),
    renewed: ("这个评价码已更换", "请扫描窗口现在摆放的评价码。"),
    unknown: (
        "没有找到这个评价码",
        "请重新扫描窗口的评价码，或询问大厅工作人员。",
    ),
    too_often: ("请稍候再评价", "短时间内评价次数较多，请大约一分钟后再试。"),
    again: "再试一次",
};

static EN: Words = Words {
    heading: "Rate the service at this window",
    agency: "Agency",
    hall: "Hall",
    staff: "Served by",
    question: "What did you come for?",
    only: "What you came for",
    case_no: "Case number (optional)",
    case_no_hint: "It is on your slip; leave it empty if you have none.",
    queue_no: "Queue number (optional)",
    queue_no_hint: "It is on your queue ticket; leave it empty if you have none.",
    no_names: "No name, telephone number or identity number is needed.",
    next: "Continue",
    errors: "Correct this to continue",
    item_fault: "Choose what you came for",
    number_fault: "The number can have letters, digits and - _ . / #, at most 50",
    personal_fault: "Do not enter a telephone, identity or other personal number",
    closed: (
        "This code is no longer in use",
        "Scan the code that is at the window now, or ask the staff of the hall.",
    ),
    renewed: (
        "This code has been replaced",
        "Scan the code that is at the window now.",
    ),
    unknown: (
        "There is no such code",
        "Scan the code at the window again, or ask the staff of the hall.",
    ),
    too_often: (
        "Please wait a moment",
        "There were many ratings within a short time. Try again in about a minute.",
    ),
    again: "Try again",
};
