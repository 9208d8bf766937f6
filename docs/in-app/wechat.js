// The rating page in a WeChat mini-program. In the page's .wxml:
//   <web-view src="{{address}}" bindmessage="hear" />
// The edge's domain has to be among the mini-program's business domains (业务域名).
const EDGE = "https://pj.example.gov.cn";

Page({
  data: { address: "" },

  // `ticket` comes from your server; see docs/tickets.md.
  onLoad({ ticket }) {
    const { theme, fontSizeSetting } = wx.getAppBaseInfo();
    // Nothing can be sent in later: the address says how the form is to be shown.
    const elder = fontSizeSetting >= 20 ? "&elder=1" : "";
    this.setData({ address: `${EDGE}/r/${ticket}?bridge=wechat&theme=${theme === "dark" ? "dark" : "light"}${elder}` });
  },

  // Called when the citizen leaves, with everything that was told until then.
  hear({ detail }) {
    const told = detail.data.filter(({ haochaping }) => haochaping === 1);
    const channel = this.getOpenerEventChannel();
    if (told.some(({ type }) => type === "submitted")) channel.emit("rated");
  },
});
