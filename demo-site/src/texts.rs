//! Every word of the hall's pages, one struct a language: a missing word does not compile.

use contract::lang::Lang;

/// The words of one language, named after where they stand.
pub struct Texts {
    /// Value of the `lang` attribute of the page.
    pub tag: &'static str,
    /// Notice that the hall and its cases are made up.
    pub demo: &'static str,
    /// Link past the header to the page's content.
    pub skip: &'static str,
    /// Name of the main navigation.
    pub nav: &'static str,
    /// Navigation: start page.
    pub home: &'static str,
    /// Navigation and title: the citizen's cases.
    pub my_cases: &'static str,
    /// Navigation and title: rows as they arrive.
    pub central: &'static str,
    /// Navigation and title: embeddings.
    pub developers: &'static str,
    /// Switch to the other language, in that language.
    pub other_lang: &'static str,
    /// Its `lang` attribute.
    pub other_lang_tag: &'static str,
    /// Turns the elder mode on.
    pub elder_on: &'static str,
    /// Turns the elder mode off.
    pub elder_off: &'static str,
    /// Label of the search field.
    pub search_label: &'static str,
    /// Button of the search form.
    pub search: &'static str,
    /// Heading over all service items.
    pub items: &'static str,
    /// Heading over what a search found.
    pub found: &'static str,
    /// Said when a search finds nothing.
    pub found_nothing: &'static str,
    /// Opens a service item.
    pub apply: &'static str,
    /// Sentence above the button on a service item's page.
    pub apply_hint: &'static str,
    /// Said once an application was received.
    pub applied: &'static str,
    /// Label: agency.
    pub agency: &'static str,
    /// Label: item code.
    pub item_code: &'static str,
    /// Label: promised working days.
    pub promise: &'static str,
    /// Unit: working days.
    pub working_days: &'static str,
    /// Label: case number.
    pub case_no: &'static str,
    /// Heading over the steps of a case.
    pub steps: &'static str,
    /// The one action of a rateable step.
    pub rate: &'static str,
    /// The action once the first evaluation exists.
    pub rate_again: &'static str,
    /// State: evaluated.
    pub rated: &'static str,
    /// State: evaluated twice.
    pub rated_twice: &'static str,
    /// State: period over.
    pub expired: &'static str,
    /// Case state: pending.
    pub pending: &'static str,
    /// Case state: accepted.
    pub accepted: &'static str,
    /// Case state: concluded.
    pub concluded: &'static str,
    /// Heading over an embedded form.
    pub rate_heading: &'static str,
    /// Link to the hosted page, also the fallback inside the element.
    pub hosted: &'static str,
    /// Back to the case list.
    pub back: &'static str,
    /// Title of an error page.
    pub not_found: &'static str,
    /// What to do on an error page.
    pub not_found_hint: &'static str,
    /// Developer page: introduction.
    pub dev_intro: &'static str,
    /// Developer page: heading over the embeddings.
    pub dev_embeddings: &'static str,
    /// Developer page: opens the page that runs a snippet.
    pub dev_open: &'static str,
    /// Developer page: heading over the two ways to a ticket.
    pub dev_ticket: &'static str,
    /// Developer page: the edge answers with a ticket.
    pub dev_report: &'static str,
    /// Developer page: the hall signs its own ticket.
    pub dev_sign: &'static str,
    /// Developer page: heading over the last answers of the edge.
    pub dev_answers: &'static str,
    /// Developer page: nothing reported yet.
    pub dev_no_answers: &'static str,
    /// Embedding: inline, name and purpose.
    pub inline: (&'static str, &'static str),
    /// Embedding: dialog.
    pub dialog: (&'static str, &'static str),
    /// Embedding: page inside an app.
    pub app: (&'static str, &'static str),
    /// Embedding: strict content security policy.
    pub strict: (&'static str, &'static str),
    /// Embedding: hostile styles.
    pub hostile: (&'static str, &'static str),
    /// Embedding: shared terminal.
    pub terminal: (&'static str, &'static str),
    /// Embedding: link without any script.
    pub link: (&'static str, &'static str),
    /// Strict page: what the page forbids.
    pub strict_note: &'static str,
    /// Hostile page: what the page does.
    pub hostile_note: &'static str,
    /// Terminal page: what the terminal never keeps.
    pub terminal_note: &'static str,
    /// App page: title bar.
    pub app_title: &'static str,
    /// App page: leave.
    pub app_back: &'static str,
    /// Central view: introduction.
    pub central_intro: &'static str,
    /// Central view: no rows match.
    pub central_empty: &'static str,
    /// Central view: connection states live, reconnecting, not reachable.
    pub central_live: &'static str,
    /// Central view: stream broken.
    pub central_retry: &'static str,
    /// Central view: the database cannot be read.
    pub central_down: &'static str,
    /// Filter: level.
    pub level: &'static str,
    /// Filter: channel.
    pub channel: &'static str,
    /// Filter: everything.
    pub all: &'static str,
    /// Filter: levels 2 and 1.
    pub negative: &'static str,
    /// Filter button.
    pub filter: &'static str,
    /// Column: accepted at.
    pub accepted_at: &'static str,
    /// Column: service item and step.
    pub matter: &'static str,
    /// Column: reasons.
    pub indicators: &'static str,
    /// Column: comment.
    pub comment: &'static str,
    /// Column: round.
    pub round: &'static str,
    /// Column: contact and publication consents.
    pub consents: &'static str,
    /// Consent to be called back.
    pub consent_contact: &'static str,
    /// Consent to publish.
    pub consent_publish: &'static str,
    /// Name of the scrolling table region.
    pub table: &'static str,
}

/// The words of `lang`.
pub fn texts(lang: Lang) -> &'static Texts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

static ZH: Texts = Texts {
    tag: "zh-CN",
    demo: "演示站点，人员与办件均为虚构",
    skip: "跳到正文",
    nav: "主导航",
    home: "首页",
    my_cases: "我的办件",
    central: "评价汇聚",
    developers: "接入示例",
    other_lang: "English",
    other_lang_tag: "en",
    elder_on: "长辈版",
    elder_off: "标准版",
    search_label: "搜索事项名称或办件编号",
    search: "搜索",
    items: "可在线办理的事项",
    found: "搜索结果",
    found_nothing: "没有找到。请换一个词，或查看全部事项。",
    apply: "在线申请",
    apply_hint: "演示中不需要填写材料。提交后会生成一件新办件，您可以对本次申请服务作出评价。",
    applied: "申请已提交",
    agency: "办理部门",
    item_code: "实施编码",
    promise: "承诺时限",
    working_days: "个工作日",
    case_no: "办件编号",
    steps: "办理进度",
    rate: "评价",
    rate_again: "追加评价",
    rated: "已评价",
    rated_twice: "已追加评价",
    expired: "评价期已过",
    pending: "待受理",
    accepted: "办理中",
    concluded: "已办结",
    rate_heading: "评价本次服务",
    hosted: "打开评价页面",
    back: "返回我的办件",
    not_found: "没有这个页面",
    not_found_hint: "请核对地址，或从我的办件重新进入。",
    dev_intro: "每段代码就是对应页面正在运行的模板文件，双花括号处由服务端填入。",
    dev_embeddings: "嵌入方式",
    dev_open: "打开页面",
    dev_ticket: "取得评价凭证的两种方式",
    dev_report: "一、上报服务事件，由评价服务签发",
    dev_sign: "二、大厅用自己的密钥签发",
    dev_answers: "最近一次上报的答复",
    dev_no_answers: "评价服务尚未答复，正在重试。",
    inline: ("页内嵌入", "办件详情页中直接评价。"),
    dialog: ("弹窗", "点按按钮后在弹窗中评价。"),
    app: ("应用内页面", "手机应用内打开，评价后通知应用。"),
    strict: ("严格内容安全策略", "文件由大厅自己的域名提供。"),
    hostile: ("样式冲突的页面", "页面样式再强硬，评价表单不受影响。"),
    terminal: ("共用终端", "大厅自助机使用，不在本机保存内容。"),
    link: ("链接", "短信、二维码、无脚本环境，直接打开评价页面。"),
    strict_note: "本页只运行同源脚本，禁止内联样式，并要求 Trusted Types。",
    hostile_note: "本页的样式故意覆盖一切元素。",
    terminal_note: "请在离开前确认评价已提交。",
    app_title: "服务评价",
    app_back: "返回",
    central_intro: "评价写入中心数据库后，几秒内出现在这里。文字已隐去个人号码。",
    central_empty: "还没有符合条件的评价。",
    central_live: "实时更新中",
    central_retry: "连接中断，正在重连",
    central_down: "暂时读不到中心数据库，正在重试",
    level: "满意度",
    channel: "渠道",
    all: "全部",
    negative: "差评",
    filter: "筛选",
    accepted_at: "收到时间",
    matter: "事项",
    indicators: "原因",
    comment: "文字",
    round: "次数",
    consents: "同意",
    consent_contact: "回访",
    consent_publish: "公开",
    table: "评价列表",
};

static EN: Texts = Texts {
    tag: "en",
    demo: "Demonstration: people and cases are made up",
    skip: "Skip to content",
    nav: "Main",
    home: "Home",
    my_cases: "My cases",
    central: "Arrivals",
    developers: "Embed",
    other_lang: "中文",
    other_lang_tag: "zh-CN",
    elder_on: "Large text",
    elder_off: "Standard",
    search_label: "Service or case number",
    search: "Search",
    items: "Services you can apply for online",
    found: "Results",
    found_nothing: "Nothing found. Try another word, or look through all services.",
    apply: "Apply online",
    apply_hint: "No papers are needed in this demonstration. Applying makes a new case, and you can rate how the application went.",
    applied: "Application received",
    agency: "Agency",
    item_code: "Item code",
    promise: "Promised time",
    working_days: " working days",
    case_no: "Case number",
    steps: "Progress",
    rate: "Rate",
    rate_again: "Add to your rating",
    rated: "Rated",
    rated_twice: "Rated, with an addition",
    expired: "Rating period over",
    pending: "Not yet accepted",
    accepted: "In progress",
    concluded: "Concluded",
    rate_heading: "Rate this service",
    hosted: "Open the rating page",
    back: "Back to my cases",
    not_found: "There is no such page",
    not_found_hint: "Check the address, or start again from your cases.",
    dev_intro: "Each snippet is the template file that the page runs; the server fills in what stands in double braces.",
    dev_embeddings: "Embeddings",
    dev_open: "Open the page",
    dev_ticket: "Two ways to a ticket",
    dev_report: "1. Report the service event, the edge issues the ticket",
    dev_sign: "2. The hall signs with its own key",
    dev_answers: "Last answers to the report",
    dev_no_answers: "The edge has not answered yet; trying again.",
    inline: ("Inline", "Rate right inside the page of the case."),
    dialog: ("Dialog", "A button opens the form in a dialog."),
    app: (
        "Inside an app",
        "A page opened by a phone app, which is told once a rating was sent.",
    ),
    strict: (
        "Strict content security policy",
        "The hall serves the files from its own origin.",
    ),
    hostile: (
        "Page with conflicting styles",
        "However harsh the page's styles, the form stays as it is.",
    ),
    terminal: (
        "Shared terminal",
        "For a kiosk in the hall; nothing is kept on the machine.",
    ),
    link: (
        "Link",
        "For text messages, QR codes and pages without script.",
    ),
    strict_note: "This page runs scripts of its own origin only, forbids inline styles and requires Trusted Types.",
    hostile_note: "The styles of this page override every element on purpose.",
    terminal_note: "Make sure that your rating was sent before you leave.",
    app_title: "Rate the service",
    app_back: "Back",
    central_intro: "Evaluations appear here seconds after they reach the central database. Personal numbers in comments are hidden.",
    central_empty: "No evaluation matches yet.",
    central_live: "Updating live",
    central_retry: "Connection lost, connecting again",
    central_down: "The central database cannot be read now, trying again",
    level: "Level",
    channel: "Channel",
    all: "All",
    negative: "Negative",
    filter: "Filter",
    accepted_at: "Received",
    matter: "Matter",
    indicators: "Reasons",
    comment: "Comment",
    round: "Round",
    consents: "Consent",
    consent_contact: "call back",
    consent_publish: "publish",
    table: "Evaluations",
};
